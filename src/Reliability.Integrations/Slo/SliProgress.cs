using Reliability.Core;
using Reliability.Core.Slo.Cells;

namespace Reliability.Integrations.Slo;

/// <summary>Reads what an indicator lacks: first what is new, then, in bounded steps, its past. What it read before a failure stays.</summary>
/// <param name="source">What is read.</param>
/// <param name="demand">What shall be known.</param>
/// <param name="limits">How much may be read at once.</param>
/// <param name="time">The clock.</param>
internal sealed class SliProgress(ISliSource source, SliDemand demand, CollectionLimits limits, TimeProvider time)
{
    private int _stepsLeft = limits.StepsPerCycle;

    /// <summary>Gets the minutes as far as they are known.</summary>
    public required MinuteSeries Minutes { get; set; }

    /// <summary>Gets since when they are known; null while nothing is.</summary>
    public required DateTimeOffset? From { get; set; }

    /// <summary>Gets up to when they are known; null while nothing is.</summary>
    public required DateTimeOffset? Until { get; set; }

    /// <summary>Reads what is new, and again what may have come in late.</summary>
    /// <exception cref="TimeoutException">The source is too slow, or so much is new that it takes another cycle.</exception>
    public async Task CatchUpAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        // What is older than everything needed is not worth filling the gap to it.
        if (Until is null || Until < demand.From)
            (From, Until) = (null, null);
        do await ReadNewAsync(now, cancellation).ConfigureAwait(false);
        while (Until < now && _stepsLeft > 0);
        if (Until < now)
            throw new TimeoutException($"Still reading the past: up to {Until:u}.");
    }

    /// <summary>Reads the past, backwards, as far as it is needed and the steps of this cycle reach.</summary>
    public async Task FillAsync(CancellationToken cancellation)
    {
        while (From > demand.From && _stepsLeft > 0)
        {
            var from = FloorToGrain(Later(demand.From, From.Value - source.LongestRead));
            Minutes = await ReadAsync(from, From.Value, seen: null, cancellation).ConfigureAwait(false);
            From = from;
        }
    }

    private async Task ReadNewAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (Until is not { } seen)
        {
            var first = FloorToGrain(Later(demand.From, now - source.LongestRead));
            Minutes = await ReadAsync(first, now, seen: null, cancellation).ConfigureAwait(false);
            (From, Until) = (first, now);
            return;
        }

        var until = seen + source.LongestRead < now ? seen + source.LongestRead : now;
        var from = FloorToGrain(Later(From ?? seen, seen - (source.Lateness ?? limits.Overlap)));
        Minutes = await ReadAsync(from, until, seen, cancellation).ConfigureAwait(false);
        Until = Later(until, seen);
    }

    private async Task<MinuteSeries> ReadAsync(DateTimeOffset from, DateTimeOffset until, DateTimeOffset? seen, CancellationToken cancellation)
    {
        _stepsLeft--;
        cancellation.ThrowIfCancellationRequested();
        if (until <= from)
            return Minutes;
        using var patience = new CancellationTokenSource(limits.ReadTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        IReadOnlyList<SliPoint> points;
        try
        {
            // Not only the token: a source that does not look at it must not hold up the others.
            points = await source.ReadAsync(demand.Indicator, from, until, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The source did not answer within {limits.ReadTimeout.TotalSeconds:0.###} s.", exception);
        }

        return MinuteMerge.Merge(Minutes, points, from, until, seen);
    }

    private DateTimeOffset FloorToGrain(DateTimeOffset instant)
    {
        var grain = source.GrainOf(demand.Indicator).Ticks;
        return new DateTimeOffset(instant.UtcTicks - (instant.UtcTicks % grain), TimeSpan.Zero);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
