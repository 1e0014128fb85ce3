using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Records the days of objectives, and where their budgets went, from what an evaluation counted.</summary>
/// <param name="table">Where that is kept.</param>
/// <param name="contexts">What may have been going on.</param>
/// <param name="options">How often it is recorded.</param>
/// <param name="judging">By which numbers objectives are judged.</param>
/// <param name="logger">What went wrong.</param>
public sealed partial class SloHistory(
    SloHistoryTable table,
    IEnumerable<IHourContext> contexts,
    IOptions<SloHistoryOptions> options,
    IOptions<SloOptions> judging,
    ILogger<SloHistory> logger)
{
    /// <summary>How many of the worst hours are kept.</summary>
    public const int WorstHours = 10;

    /// <summary>In how many of them it is looked at what was going on.</summary>
    public const int ExplainedHours = 3;

    private const int ReportedDays = 28;

    private readonly IHourContext[] _contexts = [.. contexts];
    private readonly SloPolicy _policy = judging.Value.ToPolicy();

    // Bounded by the number of objectives; what it forgets is only recorded once more.
    private readonly ConcurrentDictionary<string, long> _recorded = new(StringComparer.Ordinal);

    /// <summary>Records an objective when it is time to: days and hours are the same whoever records them, and how often.</summary>
    /// <remarks>
    /// A day is judged again while it lasts, on the day after, for what comes late, and when other corrections are known by now;
    /// days of the window that are missing are made up for. A failure is logged, and the next evaluation tries again: it must not
    /// cost the objective its status.
    /// </remarks>
    /// <param name="slo">The objective.</param>
    /// <param name="observe">Tells what was counted; only asked when it is time.</param>
    /// <param name="now">The instant of the evaluation.</param>
    /// <param name="cancellation">Gives up; what was recorded stays.</param>
    /// <returns>Whether it was time.</returns>
    public async Task<bool> RecordAsync(
        ServiceLevelObjective slo, Func<SloObservations> observe, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(slo);
        ArgumentNullException.ThrowIfNull(observe);
        var slot = now.UtcTicks / (options.Value.RecordEveryMinutes * TimeSpan.TicksPerMinute);
        if (_recorded.TryGetValue(slo.Name, out var last) && last == slot)
            return false;
        try
        {
            var observed = observe();
            var days = await RecordDaysAsync(slo, observed, now, cancellation).ConfigureAwait(false);
            var hours = await RankHoursAsync(slo, observed, now, cancellation).ConfigureAwait(false);
            await table.WriteAsync(slo.Name, new SloReportDetail { Days = days, WorstHours = hours, ComputedAt = now }, cancellation).ConfigureAwait(false);
            _recorded[slo.Name] = slot;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            Failed(exception, slo.Name);
        }

        return true;
    }

    private async Task<IReadOnlyList<SloDay>> RecordDaysAsync(
        ServiceLevelObjective slo, SloObservations observed, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = SloDays.Of(now);
        var counted = SloDays.Of(SloEvaluator.NeedsFrom(slo, now, _policy).AddDays(1).AddTicks(-1));
        var reported = today.AddDays(1 - ReportedDays);
        var stored = (await table.DaysAsync(slo.Name, counted < reported ? counted : reported, today, null, cancellation).ConfigureAwait(false))
            .ToDictionary(day => day.Day);
        var open = Enumerable.Range(0, Math.Max(0, today.DayNumber - counted.DayNumber + 1)).Select(counted.AddDays)
            .Where(day => !stored.TryGetValue(day, out var known)
                || !known.IsComplete
                || day >= today.AddDays(-1)
                || known.CorrectionsVersion != SloDays.VersionOn(day, observed.Corrections));
        foreach (var day in SloDays.Judge(slo, observed, open, now, _policy))
        {
            await table.WriteAsync(slo.Name, day, stored.GetValueOrDefault(day.Day), cancellation).ConfigureAwait(false);
            stored[day.Day] = day;
        }

        return [.. stored.Values.Where(day => day.Day >= reported).OrderBy(day => day.Day)];
    }

    private async Task<IReadOnlyList<DrainedHour>> RankHoursAsync(
        ServiceLevelObjective slo, SloObservations observed, DateTimeOffset now, CancellationToken cancellation)
    {
        var hours = BudgetDrain.Rank(slo, observed, now, _policy, WorstHours).ToArray();
        for (var index = 0; index < Math.Min(hours.Length, ExplainedHours); index++)
        {
            var circumstances = new List<HourCircumstance>();
            foreach (var context in _contexts)
                circumstances.AddRange(await context.LookAsync(slo, observed.Corrections, hours[index], cancellation).ConfigureAwait(false));
            hours[index] = hours[index] with { Circumstances = circumstances };
        }

        return hours;
    }

    [LoggerMessage(LogLevel.Warning, "The days of objective {Slo} could not be recorded; the next evaluation tries again")]
    private partial void Failed(Exception exception, string slo);
}
