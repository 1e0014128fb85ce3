using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Reliability.Integrations.Slo;

/// <summary>Reads from each source what is new, and keeps it as minute cells. Safe to repeat, to crash between any two writes, and to run in several processes at once.</summary>
/// <remarks>
/// Cells are kept in memory too, as a cache: they are used while the stored checkpoint is the one that this process wrote or
/// read last. One run at a time in a process.
/// </remarks>
/// <param name="table">Where cells are stored.</param>
/// <param name="sources">What can be read.</param>
/// <param name="limits">How much it may take.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">What went wrong.</param>
public sealed partial class MinuteCollector(
    MinuteCellTable table, IEnumerable<ISliSource> sources, CollectionLimits limits, TimeProvider time, ILogger<MinuteCollector> logger)
{
    private const int MaxForgotten = 10;

    private readonly Dictionary<string, ISliSource> _sources = sources.ToDictionary(source => source.Type, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _failed = new(StringComparer.Ordinal);

    /// <summary>Counts indicators up to now.</summary>
    /// <param name="demands">What to count; each key once.</param>
    /// <param name="now">Up to when: the start of a minute.</param>
    /// <param name="keepFrom">The first day that is kept: a midnight, UTC.</param>
    /// <param name="cancellation">Gives up; what was stored stays.</param>
    /// <returns>What is known of each demand, by its key; those whose source failed say so.</returns>
    /// <exception cref="Azure.RequestFailedException">The checkpoints cannot be read or written.</exception>
    public async Task<IReadOnlyDictionary<string, CollectedSli>> CollectAsync(
        IReadOnlyCollection<SliDemand> demands, DateTimeOffset now, DateTimeOffset keepFrom, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(demands);
        var checkpoints = await table.ReadCheckpointsAsync(cancellation).ConfigureAwait(false);
        using var patience = new CancellationTokenSource(limits.CycleTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var cycle = new Cycle(checkpoints, now, keepFrom, either.Token);
        // A kind of source that is slow holds up no other, and of a kind those that failed come last.
        await Task.WhenAll(demands.GroupBy(TypeOf).Select(kind => CollectAsync(kind, cycle, cancellation))).ConfigureAwait(false);
        await CommitAsync(cycle, cancellation).ConfigureAwait(false);
        await ForgetAsync(demands, cycle, cancellation).ConfigureAwait(false);
        return cycle.Collected;
    }

    private Task CollectAsync(IEnumerable<SliDemand> demands, Cycle cycle, CancellationToken cancellation) => Parallel.ForEachAsync(
        demands.OrderBy(demand => _failed.ContainsKey(demand.Key)).ToArray(),
        new ParallelOptions { MaxDegreeOfParallelism = limits.ParallelReads, CancellationToken = cancellation },
        async (demand, _) => cycle.Collected[demand.Key] = await CollectOneAsync(demand, cycle, cancellation).ConfigureAwait(false));

    private async Task<CollectedSli> CollectOneAsync(SliDemand demand, Cycle cycle, CancellationToken cancellation)
    {
        try
        {
            var collected = await CollectOneAsync(demand, cycle).ConfigureAwait(false);
            Remember(demand, collected.Failure);
            return collected;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            _kept.TryRemove(demand.Key, out _);
            Remember(demand, exception);
            return new CollectedSli(Core.Slo.Cells.MinuteSeries.Empty, null, exception);
        }
    }

    private async Task<CollectedSli> CollectOneAsync(SliDemand demand, Cycle cycle)
    {
        if (!_sources.TryGetValue(TypeOf(demand), out var source))
            throw new NotSupportedException("There is no source for this indicator.");
        var checkpoint = cycle.Checkpoints.GetValueOrDefault(demand.Key);
        var stored = _kept.TryGetValue(demand.Key, out var kept) && checkpoint is not null && kept.Checkpoint.ETag == checkpoint.ETag
            ? kept.Stored
            : await table.ReadAsync(demand.Key, cycle.Token).ConfigureAwait(false);
        stored = await WithoutOldAsync(demand.Key, stored, cycle).ConfigureAwait(false);
        var progress = new SliProgress(source, demand, limits, time) { Minutes = stored.Minutes, From = checkpoint?.From, Until = checkpoint?.Until };
        var failure = await AdvanceAsync(progress, demand, cycle).ConfigureAwait(false);
        if (await table.WriteAsync(demand.Key, stored, progress.Minutes, cycle.Token).ConfigureAwait(false) is { } written)
        {
            if (progress is { From: { } from, Until: { } until })
                cycle.Pending[demand.Key] = new Kept(written, new SliCheckpoint(from, until, checkpoint?.ETag));
            return new CollectedSli(written.Minutes, progress.From > demand.From ? progress.From : null, failure);
        }

        // Another process was first: what it wrote is as good.
        _kept.TryRemove(demand.Key, out _);
        stored = await table.ReadAsync(demand.Key, cycle.Token).ConfigureAwait(false);
        return new CollectedSli(stored.Minutes, progress.From > demand.From ? progress.From : null, failure);
    }

    private async Task<Exception?> AdvanceAsync(SliProgress progress, SliDemand demand, Cycle cycle)
    {
        try
        {
            await progress.CatchUpAsync(cycle.Now, cycle.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cycle.Token.IsCancellationRequested)
        {
            return exception;
        }

        try
        {
            await progress.FillAsync(cycle.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cycle.Token.IsCancellationRequested)
        {
            NotFilled(exception, demand.Key, progress.From);
        }

        return null;
    }

    private async Task<StoredMinutes> WithoutOldAsync(string key, StoredMinutes stored, Cycle cycle)
    {
        if (!stored.Rows.Keys.Any(day => day < cycle.KeepFrom))
            return stored;
        await table.DeleteAsync(key, cycle.KeepFrom, cycle.Token).ConfigureAwait(false);
        return new StoredMinutes(stored.Minutes.From(cycle.KeepFrom), stored.Rows.Where(row => row.Key >= cycle.KeepFrom).ToDictionary());
    }

    private async Task CommitAsync(Cycle cycle, CancellationToken cancellation)
    {
        var moved = cycle.Pending.Where(pending => IsMoved(cycle.Checkpoints.GetValueOrDefault(pending.Key), pending.Value.Checkpoint)).ToArray();
        foreach (var pending in cycle.Pending)
            _kept[pending.Key] = pending.Value;
        // Until it is certain that they were written, what is kept belongs to no stored checkpoint.
        foreach (var pending in moved)
            _kept.TryRemove(pending.Key, out _);
        var written = await table.WriteCheckpointsAsync(
            [.. moved.Select(pending => KeyValuePair.Create(pending.Key, pending.Value.Checkpoint))], cancellation).ConfigureAwait(false);
        foreach (var (key, checkpoint) in written)
            _kept[key] = cycle.Pending[key] with { Checkpoint = checkpoint };
    }

    private async Task ForgetAsync(IReadOnlyCollection<SliDemand> demands, Cycle cycle, CancellationToken cancellation)
    {
        var wanted = demands.Select(demand => demand.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var key in _kept.Keys.Concat(_failed.Keys).Where(key => !wanted.Contains(key)).ToArray())
        {
            _kept.TryRemove(key, out _);
            _failed.TryRemove(key, out _);
        }

        foreach (var (key, checkpoint) in cycle.Checkpoints.Where(old => !wanted.Contains(old.Key) && old.Value.Until < cycle.KeepFrom).Take(MaxForgotten))
            await table.ForgetAsync(key, checkpoint, cancellation).ConfigureAwait(false);
    }

    private void Remember(SliDemand demand, Exception? failure)
    {
        if (failure is null)
            _failed.TryRemove(demand.Key, out _);
        else if (_failed.TryAdd(demand.Key, true))
            Failed(failure, demand.Key, TypeOf(demand));
    }

    private static bool IsMoved(SliCheckpoint? before, SliCheckpoint now) => before is null || before.From != now.From || before.Until != now.Until;

    private static string TypeOf(SliDemand demand) => demand.Indicator.Sources is [{ Type: var type }, ..] ? type : "";

    [LoggerMessage(LogLevel.Error, "Indicator {Key} cannot be counted from its source of type {Type}; its objectives are stale until it can")]
    private partial void Failed(Exception exception, string key, string type);

    [LoggerMessage(LogLevel.Warning, "The past of indicator {Key} cannot be read; it is counted since {From}")]
    private partial void NotFilled(Exception exception, string key, DateTimeOffset? from);

    private sealed record Kept(StoredMinutes Stored, SliCheckpoint Checkpoint);

    private sealed record Cycle(
        IReadOnlyDictionary<string, SliCheckpoint> Checkpoints, DateTimeOffset Now, DateTimeOffset KeepFrom, CancellationToken Token)
    {
        public ConcurrentDictionary<string, CollectedSli> Collected { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, Kept> Pending { get; } = new(StringComparer.Ordinal);
    }
}
