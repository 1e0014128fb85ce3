using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Alerts;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Evaluates all objectives and stores what it found. Safe to repeat, and to run twice at once.</summary>
/// <param name="configuration">The objectives.</param>
/// <param name="sources">What they can count.</param>
/// <param name="table">Where their latest statuses are.</param>
/// <param name="telling">Tells which alerts began and ended.</param>
/// <param name="options">By which numbers they are judged.</param>
/// <param name="metrics">What is counted about it.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">What went wrong.</param>
public sealed partial class SloEvaluation(
    ReliabilityConfiguration configuration,
    IEnumerable<ISliSource> sources,
    SloStatusTable table,
    SloAlertTelling telling,
    IOptions<SloOptions> options,
    SloMetrics metrics,
    TimeProvider time,
    ILogger<SloEvaluation> logger)
{
    /// <summary>How long the status of an objective that is no longer configured is kept: it may come back with the next fix of a file.</summary>
    public static readonly TimeSpan KeepUnconfigured = TimeSpan.FromDays(30);

    /// <summary>How long the alerts of an objective that is no longer configured go on: a mistake in its file is no recovery.</summary>
    public static readonly TimeSpan KeepAlertsUnconfigured = TimeSpan.FromDays(1);

    private readonly SloPolicy _policy = options.Value.ToPolicy();
    private readonly Dictionary<string, ISliSource> _sources = sources.ToDictionary(source => source.Type, StringComparer.Ordinal);

    /// <summary>Evaluates every objective once; one that fails keeps its last status, marked with since when.</summary>
    /// <param name="cancellation">Gives up; what was stored stays.</param>
    /// <exception cref="Azure.RequestFailedException">The statuses cannot be stored.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var previous = await table.ReadAllAsync(cancellation).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var untold = new List<string>();
        foreach (var slo in configuration.Slos)
        {
            var before = previous.GetValueOrDefault(slo.Name);
            var status = await EvaluateAsync(slo, before?.Status, now, cancellation).ConfigureAwait(false);
            var book = before?.Alerts ?? SloAlertBook.Empty;
            var (told, next) = SloAlertTracking.Next(slo, status, book, now);
            var isWritten = await table.WriteAsync(told, before, next, cancellation).ConfigureAwait(false);
            metrics.CountAlert("dropped", isWritten ? next.Dropped - book.Dropped : 0);
            if (next.Untold.Count > 0)
                untold.Add(slo.Name);
            metrics.Count(!isWritten ? "superseded" : status.FailingSince is null ? "evaluated" : "failed");
        }

        untold.AddRange(await CloseAsync(previous.Values, now, cancellation).ConfigureAwait(false));
        await telling.TellAsync(untold, cancellation).ConfigureAwait(false);
    }

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
                await table.WriteAsync(old.Status, old, closed, cancellation).ConfigureAwait(false);
            else if (age > KeepUnconfigured && closed.Untold.Count == 0)
                await table.DeleteAsync(old, cancellation).ConfigureAwait(false);
        }

        return untold;
    }

    private async Task<SloStatus> EvaluateAsync(
        ServiceLevelObjective slo, SloStatus? last, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            var observed = await ObserveAsync(slo, now, cancellation).ConfigureAwait(false);
            return SloEvaluator.Evaluate(slo, observed, now, _policy);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            Failed(exception, slo.Name);
            return (last ?? SloEvaluator.Evaluate(slo, SloObservations.None(slo), now, _policy)) with { FailingSince = last?.FailingSince ?? now };
        }
    }

    private async Task<SloObservations> ObserveAsync(ServiceLevelObjective slo, DateTimeOffset now, CancellationToken cancellation)
    {
        var from = SloEvaluator.NeedsFrom(slo, now, _policy);
        var members = new List<IReadOnlyList<SliPoint>>();
        foreach (var member in slo.Members)
            members.Add(await SourceOf(member.Indicator).ReadAsync(member.Indicator, from, now, cancellation).ConfigureAwait(false));
        return new SloObservations(members, []);
    }

    private ISliSource SourceOf(SloIndicator indicator) =>
        indicator.Sources is [{ Type: var type }, ..] && _sources.TryGetValue(type, out var source)
            ? source
            : throw new NotSupportedException("There is no source for this indicator.");

    [LoggerMessage(LogLevel.Error, "Objective {Slo} could not be evaluated; it keeps its last status")]
    private partial void Failed(Exception exception, string slo);
}
