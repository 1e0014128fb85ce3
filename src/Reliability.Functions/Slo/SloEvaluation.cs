using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Alerts;
using Reliability.Core.Slo.Cells;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Counts and evaluates all objectives, and stores what it found. Safe to repeat, and to run in several processes at once.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="collector">Counts what they are about.</param>
/// <param name="corrections">What is not judged by its events.</param>
/// <param name="table">Where their latest statuses are.</param>
/// <param name="telling">Tells which alerts began and ended.</param>
/// <param name="options">By which numbers they are judged.</param>
/// <param name="history">Gets what was counted.</param>
/// <param name="metrics">What is counted about it.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">What went wrong.</param>
public sealed partial class SloEvaluation(
    ReliabilityConfiguration configuration,
    MinuteCollector collector,
    ISloCorrections corrections,
    SloStatusTable table,
    SloAlertTelling telling,
    IOptions<SloOptions> options,
    SloHistory history,
    SloMetrics metrics,
    TimeProvider time,
    ILogger<SloEvaluation> logger) : IDisposable
{
    /// <summary>How long the status of an objective that is no longer configured is kept: it may come back with the next fix of a file.</summary>
    public static readonly TimeSpan KeepUnconfigured = TimeSpan.FromDays(30);

    /// <summary>How long the alerts of an objective that is no longer configured go on: a mistake in its file is no recovery.</summary>
    public static readonly TimeSpan KeepAlertsUnconfigured = TimeSpan.FromDays(1);

    private const int MostRecorded = 100;

    private readonly SloPolicy _policy = options.Value.ToPolicy();
    private readonly Dictionary<string, CellEvaluator> _evaluators = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _oneRun = new(1);

    /// <summary>Evaluates every objective once, as of the last full minute; one whose source fails becomes stale.</summary>
    /// <param name="cancellation">Gives up; what was stored stays.</param>
    /// <exception cref="Azure.RequestFailedException">Statuses or checkpoints cannot be read or stored.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await _oneRun.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var now = time.GetUtcNow();
            await RunAsync(now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMinute)), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _oneRun.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneRun.Dispose();

    private async Task RunAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var previous = await table.ReadAllAsync(cancellation).ConfigureAwait(false);
        var corrected = await corrections.ReadAsync(cancellation).ConfigureAwait(false);
        var demands = SloDemands.Of(configuration.Slos, now, _policy);
        var collected = await collector.CollectAsync(demands.All, now, demands.KeepFrom, cancellation).ConfigureAwait(false);
        SloStatus StatusOf(ServiceLevelObjective slo) =>
            Evaluate(slo, [.. demands.KeysOf(slo).Select(key => collected[key])], [.. corrected[slo.Name]], previous.GetValueOrDefault(slo.Name)?.Status, now)
            ?? Stale(slo, previous.GetValueOrDefault(slo.Name)?.Status, now);
        var updates = configuration.Slos.Select(slo => Follow(slo, StatusOf(slo), previous.GetValueOrDefault(slo.Name), now)).ToArray();
        var written = await table.WriteAsync(updates, cancellation).ConfigureAwait(false);
        foreach (var update in updates)
            Count(update, written.Contains(update.Status.Name));
        var untold = updates.Where(update => update.Alerts.Untold.Count > 0).Select(update => update.Status.Name).ToList();
        untold.AddRange(await CloseAsync(previous.Values, now, cancellation).ConfigureAwait(false));
        await telling.TellAsync(untold, cancellation).ConfigureAwait(false);
        await RecordAsync(updates, slo => new SloObservations(
            [.. demands.KeysOf(slo).Select(key => collected[key].Minutes.ToPoints().ToArray())], [.. corrected[slo.Name]]), now, cancellation).ConfigureAwait(false);
        foreach (var name in _evaluators.Keys.Where(name => configuration.FindSlo(name) is null).ToArray())
            _evaluators.Remove(name);
    }

    // The others come next time: recording all at once would make a cycle too long.
    private async Task RecordAsync(
        SloStatusUpdate[] updates, Func<ServiceLevelObjective, SloObservations> observed, DateTimeOffset now, CancellationToken cancellation)
    {
        var recorded = 0;
        foreach (var update in updates.Where(update => update.Status.FailingSince is null))
        {
            var slo = configuration.FindSlo(update.Status.Name)!;
            if (await history.RecordAsync(slo, () => observed(slo), now, cancellation).ConfigureAwait(false) && ++recorded == MostRecorded)
                return;
        }
    }

    private static SloStatusUpdate Follow(ServiceLevelObjective slo, SloStatus status, StoredSloStatus? before, DateTimeOffset now)
    {
        var (told, alerts) = SloAlertTracking.Next(slo, status, before?.Alerts ?? SloAlertBook.Empty, now);
        return new SloStatusUpdate(told, alerts, before);
    }

    private void Count(SloStatusUpdate update, bool isWritten)
    {
        metrics.Count(!isWritten ? "superseded" : update.Status.FailingSince is null ? "evaluated" : "failed");
        metrics.CountAlert("dropped", isWritten ? update.Alerts.Dropped - (update.Previous?.Alerts.Dropped ?? 0) : 0);
    }

    // Those that are no longer configured: first their alerts end, then their statuses go.
    private async Task<IReadOnlyList<string>> CloseAsync(IEnumerable<StoredSloStatus> statuses, DateTimeOffset now, CancellationToken cancellation)
    {
        var untold = new List<string>();
        foreach (var old in statuses.Where(stored => configuration.FindSlo(stored.Status.Name) is null))
        {
            var age = now - old.Status.EvaluatedAt;
            var closed = age > KeepAlertsUnconfigured ? SloAlertTracking.Close(old.Alerts, now) : old.Alerts;
            if (closed.Untold.Count > 0)
                untold.Add(old.Status.Name);
            if (closed != old.Alerts)
                await table.WriteAsync([new SloStatusUpdate(old.Status, closed, old)], cancellation).ConfigureAwait(false);
            else if (age > KeepUnconfigured && closed.Untold.Count == 0)
                await table.DeleteAsync(old, cancellation).ConfigureAwait(false);
        }

        return untold;
    }

    // Null when it cannot be evaluated up to now.
    private SloStatus? Evaluate(
        ServiceLevelObjective slo, IReadOnlyList<CollectedSli> members, IReadOnlyList<SloCorrection> corrected, SloStatus? last, DateTimeOffset now)
    {
        if (members.Any(member => member.Failure is not null))
            return null;
        try
        {
            var (evaluator, minutes) = (EvaluatorOf(slo), members.Select(member => member.Minutes).ToArray());
            var status = evaluator.Evaluate(minutes, corrected, now);
            // Other objectives of the same indicator may look further back.
            var countedFrom = members.Max(member => member.CountedFrom);
            return evaluator.Forecast(status with { CountedFrom = countedFrom > status.WindowStart ? countedFrom : null }, last, minutes, corrected);
        }
        catch (Exception exception)
        {
            // One that cannot be evaluated, such as by a number too large, does not stop the others.
            Failed(exception, slo.Name);
            _evaluators.Remove(slo.Name);
            return null;
        }
    }

    private SloStatus Stale(ServiceLevelObjective slo, SloStatus? last, DateTimeOffset now) =>
        (last ?? SloEvaluator.Evaluate(slo, SloObservations.None(slo), now, _policy)).StaleAt(now);

    private CellEvaluator EvaluatorOf(ServiceLevelObjective slo)
    {
        if (!_evaluators.TryGetValue(slo.Name, out var evaluator) || !ReferenceEquals(evaluator.Slo, slo))
            _evaluators[slo.Name] = evaluator = new CellEvaluator(slo, _policy);
        return evaluator;
    }

    [LoggerMessage(LogLevel.Error, "Objective {Slo} could not be evaluated; it keeps its last numbers")]
    private partial void Failed(Exception exception, string slo);
}
