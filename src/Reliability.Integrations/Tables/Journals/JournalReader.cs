using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>Hands out a journal's records in numbered rounds, each exactly once as long as its effects are guarded by the number.</summary>
/// <remarks>
/// <para>A journal has one reader: whatever is made of its records is made in the same round.</para>
/// <para>A round is planned (its number and ranges stored), worked on by the caller, and completed (positions stored, round marked
/// done). After a crash at any point the same round, with the same number and records, is handed out again: a caller that marks
/// what it writes with the number, and skips what already bears it, counts everything once.</para>
/// <para>A caller whose decisions depend on earlier rounds has them restored first: those that the note of the last one names.</para>
/// <para>Two processes may run one reader: whoever writes the checkpoint second is told so by <see cref="StaleReaderException"/>.</para>
/// </remarks>
public sealed class JournalReader
{
    private const string CheckpointKey = "checkpoint";

    // A store may go through all its rows for each page, and bills each; but what goes beyond a round is read in vain while catching up.
    private const int MinPerPage = 20; // full batches of two rounds
    private const int MaxPerPage = 200;
    private const int PageBytes = 4 << 20; // about the most that the service answers with; emulators know no limit

    private readonly TableClient _table;
    private readonly JournalReaderOptions _options;
    private readonly JournalPartitions _partitions;
    private readonly RoundLog _log;
    private RoundPlan _plan = RoundPlan.None;
    private int _perPage = MinPerPage;

    /// <summary>Makes a reader.</summary>
    /// <param name="table">The journal's table.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="time">Clock that tells when a partition is no longer written to.</param>
    public JournalReader(TableClient table, JournalReaderOptions options, TimeProvider time) =>
        (_table, _options, _partitions, _log) = (table, options, new JournalPartitions(table, options, time), new RoundLog(table));

    /// <summary>Gets the next round: the one left unfinished, or a new one.</summary>
    /// <returns><see langword="null"/> when there is nothing new.</returns>
    /// <exception cref="StaleReaderException">Another process planned a round at the same time.</exception>
    /// <exception cref="RequestFailedException">The store failed; nothing is lost.</exception>
    public async Task<JournalRound?> NextAsync(CancellationToken cancellation)
    {
        _plan = await ReadPlanAsync(_table, cancellation).ConfigureAwait(false);
        if (!_plan.Done) return ToRound(_plan.Round, await ReadBatchesAsync(_plan.Ranges, cancellation).ConfigureAwait(false));

        var (batches, isLast) = await CollectAsync(cancellation).ConfigureAwait(false);
        if (batches.Count == 0) return null;
        var ranges = batches.GroupBy(batch => batch.PartitionKey)
            .Select(group => new PlannedRange(group.Key, JournalEntity.Position(group.First().RowKey), JournalEntity.Position(group.Last().RowKey)));
        await SaveAsync(new RoundPlan(_plan.Round + 1, Done: false, [.. ranges], _plan.ETag), cancellation).ConfigureAwait(false);
        return ToRound(_plan.Round, batches, isLast);
    }

    /// <summary>Gets the rounds before the one handed out, as far as they are needed and not known yet, in order.</summary>
    /// <param name="known">The last round that is known; 0 for none.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="StaleReaderException">Another process went on meanwhile.</exception>
    /// <exception cref="InvalidDataException">A row of the log is damaged.</exception>
    public async IAsyncEnumerable<RestoredRound> RestoreAsync(long known, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = _plan.Done ? _plan.Round : _plan.Round - 1;
        if (last <= known) yield break;
        var next = await _log.FirstNeededAsync(last, cancellation).ConfigureAwait(false) is { } first ? Math.Max(first, known + 1) : known + 1;
        await foreach (var row in _log.ReadAsync(next, last, cancellation).ConfigureAwait(false))
        {
            var (number, ranges, note) = RoundLog.Read(row);
            if (number != next) break;
            next++;
            yield return new RestoredRound(ToRound(number, await ReadBatchesAsync(ranges, cancellation).ConfigureAwait(false)), note);
        }

        // The log is shortened only after further rounds are done. Where it was deleted by hand, there is nothing to restore.
        if (next <= last) await AssertCurrentAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Marks the round handed out last as done.</summary>
    /// <param name="note">What is to be known of it when it is restored.</param>
    /// <param name="cancellation">Cancels between writes; the round will be handed out again.</param>
    /// <exception cref="StaleReaderException">Another process completed it.</exception>
    /// <exception cref="RequestFailedException">The store failed; the round will be handed out again.</exception>
    public async Task CompleteAsync(RoundNote note, CancellationToken cancellation)
    {
        if (_plan.Done) throw new InvalidOperationException("There is no round to complete.");
        await _log.WriteAsync(_plan, note, cancellation).ConfigureAwait(false);
        foreach (var range in _plan.Ranges) await _partitions.AdvanceAsync(range, cancellation).ConfigureAwait(false);
        await SaveAsync(_plan with { Done = true }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Gets the checkpoint of a journal's reader.</summary>
    internal static async Task<RoundPlan> ReadPlanAsync(TableClient table, CancellationToken cancellation)
    {
        var stored = await table.GetEntityIfExistsAsync<TableEntity>(CheckpointKey, CheckpointKey, null, cancellation).ConfigureAwait(false);
        return stored.HasValue ? RoundPlan.Read(stored.Value!) : RoundPlan.None;
    }

    private async Task<(List<TableEntity> Batches, bool IsLast)> CollectAsync(CancellationToken cancellation)
    {
        var batches = new List<TableEntity>();
        var (bytes, largest, partitions) = (0L, 1, 0);
        foreach (var row in InTurn(await _partitions.ListOpenAsync(cancellation).ConfigureAwait(false)))
        {
            if (IsFull()) break;
            var (before, isSealed) = (batches.Count, false);
            await foreach (var batch in _partitions.ReadAsync(row.RowKey, JournalRegistry.PositionOf(row) + 1, JournalEntity.LastPosition, _perPage, cancellation).ConfigureAwait(false))
            {
                isSealed = JournalEntity.IsSeal(batch);
                if (isSealed) break;
                batches.Add(batch);
                bytes += EntityBytes.LengthOf(batch);
                largest = Math.Max(largest, EntityBytes.LengthOf(batch));
                if (bytes >= _options.MaxRoundBytes) break;
            }

            if (batches.Count > before) partitions++;
            else await _partitions.CloseIfOldAsync(row, isSealed, cancellation).ConfigureAwait(false);
        }

        _perPage = Math.Clamp(PageBytes / largest, MinPerPage, MaxPerPage);
        return (batches, !IsFull());

        bool IsFull() => bytes >= _options.MaxRoundBytes || partitions >= _options.MaxRoundPartitions;
    }

    // Starting after the partition that the last round ended with, so that busy partitions do not keep the others waiting.
    private IEnumerable<TableEntity> InTurn(List<TableEntity> open)
    {
        var last = _plan.Ranges.Count > 0 ? _plan.Ranges[^1].Partition : "";
        return open.OrderBy(row => string.CompareOrdinal(row.RowKey, last) <= 0);
    }

    private async Task<List<TableEntity>> ReadBatchesAsync(IReadOnlyList<PlannedRange> ranges, CancellationToken cancellation)
    {
        var batches = new List<TableEntity>();
        foreach (var range in ranges)
        {
            await foreach (var batch in _partitions.ReadAsync(range.Partition, range.From, range.To, _perPage, cancellation).ConfigureAwait(false)) batches.Add(batch);
        }

        return batches;
    }

    private static JournalRound ToRound(long number, List<TableEntity> batches, bool isLast = false)
    {
        var records = new List<ReadOnlyMemory<byte>>();
        var corrupt = 0;
        foreach (var batch in batches)
        {
            try
            {
                records.AddRange(JournalBatch.Split(EntityBytes.Read(batch)).ToList());
            }
            catch (InvalidDataException)
            {
                corrupt++; // reported with the round; one bad batch must not stop all that follow
            }
        }

        return new JournalRound(number, records, corrupt, isLast);
    }

    private async Task AssertCurrentAsync(CancellationToken cancellation)
    {
        var plan = await ReadPlanAsync(_table, cancellation).ConfigureAwait(false);
        if (plan.ETag != _plan.ETag) throw new StaleReaderException("Another process went on with the rounds.");
    }

    private async Task SaveAsync(RoundPlan plan, CancellationToken cancellation)
    {
        var entity = plan.Write(CheckpointKey, CheckpointKey);
        try
        {
            var response = plan.ETag is { } tag
                ? await _table.UpdateEntityAsync(entity, tag, TableUpdateMode.Replace, cancellation).ConfigureAwait(false)
                : await _table.AddEntityAsync(entity, cancellation).ConfigureAwait(false);
            _plan = plan with { ETag = response.Headers.ETag };
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            throw new StaleReaderException("Another process wrote the reader's checkpoint.", e);
        }
    }
}
