using System.Text.Json.Serialization;
using Reliability.Core.Rum;
using Reliability.Integrations.Json;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Reads what the pages of a site loaded.</summary>
public sealed class LoadsReader(RumResources resources)
{
    /// <summary>Widens a time to the whole days, UTC, that it touches: what is loaded is kept by day.</summary>
    /// <param name="range">Start and end; the end is not included.</param>
    public static (DateTimeOffset From, DateTimeOffset To) WholeDays((DateTimeOffset From, DateTimeOffset To) range) =>
        (DayOf(range.From), DayOf(range.To.AddTicks(-1)).AddDays(1));

    /// <summary>Reads some days.</summary>
    /// <param name="site">The site.</param>
    /// <param name="from">Start: its whole day counts.</param>
    /// <param name="to">End, not included, otherwise its whole day counts.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<LoadEvidence> ReadAsync(RumSite site, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(site);
        var evidence = new LoadEvidence();
        foreach (var loads in await resources.ReadAsync(site.Name, from, to.AddTicks(-1), cancellation).ConfigureAwait(false)) evidence.Add(loads);
        return evidence;
    }

    private static DateTimeOffset DayOf(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);
}

internal sealed record ResourceList(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ResourceGroup> Resources, string? Continuation);

internal sealed record AdviceList(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<FrontendAdvice> Advice, string? Continuation);

internal sealed record BudgetList(IReadOnlyList<BudgetLine> Budgets);

/// <summary>A budget with its latest state, flat for readers.</summary>
internal sealed record BudgetLine(
    string Metric, decimal Budget, string? Page, string? Device, string? Connection, string? Release,
    bool IsBreached, DateTimeOffset? Since, DateTimeOffset? EvaluatedAt, string Verdict, long Count, double? P75, double? Lower, double? Upper)
{
    public static BudgetLine Of(RumBudget budget, RumBudgetState? state) => new(
        budget.Metric.ToString(), budget.P75, budget.Page, budget.Device, budget.Connection, budget.Release,
        state?.IsBreached ?? false, state?.Since, state?.EvaluatedAt,
        (state?.Verdict ?? RumBudgetVerdict.Insufficient).ToString().ToLowerInvariant(),
        state?.Count ?? 0, Rounded(budget, state?.P75?.Estimate), Rounded(budget, state?.P75?.Lower), Rounded(budget, state?.P75?.Upper));

    private static double? Rounded(RumBudget budget, double? value) =>
        value is null ? null : Math.Round(value.Value, budget.Metric == VitalMetric.CLS ? 4 : 1);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ResourceList))]
[JsonSerializable(typeof(AdviceList))]
[JsonSerializable(typeof(BudgetList))]
internal sealed partial class LoadsJson : JsonSerializerContext;
