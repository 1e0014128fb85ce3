using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Cells;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Counts and evaluates all objectives, and stores what it found. Safe to repeat, and to run in several processes at once.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="collector">Counts what they are about.</param>
/// <param name="corrections">What is not judged by its events.</param>
/// <param name="table">Where their latest statuses are.</param>
/// <param name="options">By which numbers they are judged.</param>
/// <param name="metrics">What is counted about it.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">What went wrong.</param>
public sealed partial class SloEvaluation(
    ReliabilityConfiguration configuration,
    MinuteCollector collector,
    ISloCorrections corrections,
    SloStatusTable table,
    IOptions<SloOptions> options,
    SloMetrics metrics,
    TimeProvider time,
    ILogger<SloEvaluation> logger) : IDisposable
{
    /// <summary>How long the status of an objective that is no longer configured is kept: it may come back with the next fix of a file.</summary>
    public static readonly TimeSpan KeepUnconfigured = TimeSpan.FromDays(30);

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
            Evaluate(slo, [.. demands.KeysOf(slo).Select(key => collected[key])], [.. corrected[slo.Name]], now)
            ?? Stale(slo, previous.GetValueOrDefault(slo.Name)?.Status, now);
        var statuses = configuration.Slos.Select(StatusOf).ToArray();
        var written = await table.WriteAsync([.. statuses.Select(status => (status, previous.GetValueOrDefault(status.Name)))], cancellation).ConfigureAwait(false);
        foreach (var status in statuses)
            metrics.Count(!written.Contains(status.Name) ? "superseded" : status.FailingSince is null ? "evaluated" : "failed");
        foreach (var old in previous.Values.Where(stored => IsForgotten(stored.Status, now)))
            await table.DeleteAsync(old, cancellation).ConfigureAwait(false);
        foreach (var name in _evaluators.Keys.Where(name => configuration.FindSlo(name) is null).ToArray())
            _evaluators.Remove(name);
    }

    // Null when it cannot be evaluated up to now.
    private SloStatus? Evaluate(
        ServiceLevelObjective slo, IReadOnlyList<CollectedSli> members, IReadOnlyList<SloCorrection> corrected, DateTimeOffset now)
    {
        if (members.Any(member => member.Failure is not null))
            return null;
        try
        {
            return EvaluatorOf(slo).Evaluate([.. members.Select(member => member.Minutes)], corrected, now) with
            {
                CountedFrom = members.Max(member => member.CountedFrom),
            };
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

    private bool IsForgotten(SloStatus status, DateTimeOffset now) =>
        configuration.FindSlo(status.Name) is null && now - status.EvaluatedAt > KeepUnconfigured;

    [LoggerMessage(LogLevel.Error, "Objective {Slo} could not be evaluated; it keeps its last numbers")]
    private partial void Failed(Exception exception, string slo);
}
