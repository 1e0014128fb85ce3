using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Evaluates all objectives and stores what it found. Safe to repeat, and to run twice at once.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="sources">What they can count.</param>
/// <param name="table">Where their latest statuses are.</param>
/// <param name="options">By which numbers they are judged.</param>
/// <param name="corrections">What is not judged by its events.</param>
/// <param name="history">Gets what was counted.</param>
/// <param name="metrics">What is counted about it.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">What went wrong.</param>
public sealed partial class SloEvaluation(
    ReliabilityConfiguration configuration,
    IEnumerable<ISliSource> sources,
    SloStatusTable table,
    IOptions<SloOptions> options,
    SloCorrections corrections,
    SloHistory history,
    SloMetrics metrics,
    TimeProvider time,
    ILogger<SloEvaluation> logger)
{
    /// <summary>How long the status of an objective that is no longer configured is kept: it may come back with the next fix of a file.</summary>
    public static readonly TimeSpan KeepUnconfigured = TimeSpan.FromDays(30);

    private readonly SloPolicy _policy = options.Value.ToPolicy();
    private readonly Dictionary<string, ISliSource> _sources = sources.ToDictionary(source => source.Type, StringComparer.Ordinal);

    /// <summary>Evaluates every objective once; one that fails keeps its last status, marked with since when.</summary>
    /// <param name="cancellation">Gives up; what was stored stays.</param>
    /// <exception cref="Azure.RequestFailedException">The statuses cannot be stored.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var previous = await table.ReadAllAsync(cancellation).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var corrected = await corrections.ReadAsync(cancellation).ConfigureAwait(false);
        foreach (var slo in configuration.Slos)
        {
            var before = previous.GetValueOrDefault(slo.Name);
            var status = await EvaluateAsync(slo, before?.Status, [.. corrected[slo.Name]], now, cancellation).ConfigureAwait(false);
            var isWritten = await table.WriteAsync(status, before, cancellation).ConfigureAwait(false);
            metrics.Count(!isWritten ? "superseded" : status.FailingSince is null ? "evaluated" : "failed");
        }

        foreach (var old in previous.Values.Where(stored => IsForgotten(stored.Status, now)))
            await table.DeleteAsync(old, cancellation).ConfigureAwait(false);
    }

    private async Task<SloStatus> EvaluateAsync(
        ServiceLevelObjective slo, SloStatus? last, IReadOnlyList<SloCorrection> corrected, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            var observed = await ObserveAsync(slo, corrected, now, cancellation).ConfigureAwait(false);
            await history.RecordAsync(slo, () => observed, now, cancellation).ConfigureAwait(false);
            return SloEvaluator.Evaluate(slo, observed, now, _policy);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            Failed(exception, slo.Name);
            return (last ?? SloEvaluator.Evaluate(slo, SloObservations.None(slo), now, _policy)) with { FailingSince = last?.FailingSince ?? now };
        }
    }

    private async Task<SloObservations> ObserveAsync(ServiceLevelObjective slo, IReadOnlyList<SloCorrection> corrected, DateTimeOffset now, CancellationToken cancellation)
    {
        var from = SloEvaluator.NeedsFrom(slo, now, _policy);
        var members = new List<IReadOnlyList<SliPoint>>();
        foreach (var member in slo.Members)
            members.Add(await SourceOf(member.Indicator).ReadAsync(member.Indicator, from, now, cancellation).ConfigureAwait(false));
        return new SloObservations(members, corrected);
    }

    private ISliSource SourceOf(SloIndicator indicator) =>
        indicator is RatioIndicator { Total.Type: var type } && _sources.TryGetValue(type, out var source)
            ? source
            : throw new NotSupportedException("There is no source for this indicator.");

    private bool IsForgotten(SloStatus status, DateTimeOffset now) =>
        configuration.FindSlo(status.Name) is null && now - status.EvaluatedAt > KeepUnconfigured;

    [LoggerMessage(LogLevel.Error, "Objective {Slo} could not be evaluated; it keeps its last status")]
    private partial void Failed(Exception exception, string slo);
}
