using System.Diagnostics.Metrics;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>An append-only log on Azure Tables with group commit: who appends together is stored by one write.</summary>
/// <remarks>Any number of writers, in any number of processes, share one journal. Thread-safe.</remarks>
public sealed class Journal : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<JournalBatch> _batches = new();
    private readonly BatchCompany _company;
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly JournalMetrics _metrics;
    private readonly Task[] _lanes;
    private JournalBatch? _filling;
    private int _queuedBytes;
    private int _recordsInFlight;
    private bool _closed;

    /// <summary>Starts a journal's writer.</summary>
    /// <param name="table">The journal's table, which must exist when the first record is appended.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="time">Clock for partition names and waits.</param>
    /// <param name="newId">Source of unique writer names.</param>
    /// <param name="meters">Receives counters of appended, stored and refused records.</param>
    public Journal(TableClient table, JournalOptions options, TimeProvider time, Func<Guid> newId, IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time, _metrics) = (options, time, new JournalMetrics(meters, () => _queuedBytes));
        _company = new BatchCompany(options.Lanes);
        _lanes = [.. Enumerable.Range(0, options.Lanes).Select(_ => RunLaneAsync(new JournalLane(table, options, time, newId)))];
    }

    /// <summary>Appends a record; completes when it is stored for good.</summary>
    /// <param name="record">Copied before the method returns; at most <see cref="JournalOptions.MaxBatchBytes"/> less 9.</param>
    /// <returns>Fails with <see cref="JournalUnavailableException"/> when the record's batch could not be stored.</returns>
    /// <exception cref="JournalUnavailableException">The queue is full or the journal is closing; nothing was appended.</exception>
    /// <exception cref="ArgumentException">The record is larger than a batch.</exception>
    public Task AppendAsync(ReadOnlySpan<byte> record)
    {
        var space = JournalBatch.SpaceFor(record.Length);
        if (space > _options.MaxBatchBytes) throw new ArgumentException($"A record of {record.Length} bytes does not fit a batch of {_options.MaxBatchBytes}.", nameof(record));
        lock (_gate)
        {
            if (_closed) throw Refuse("The journal is closing.");
            if (_queuedBytes + space > _options.MaxQueuedBytes) throw Refuse("The journal's queue is full.");
            if (_filling is null || _filling.Length + space > _options.MaxBatchBytes)
            {
                _filling?.Enough.TrySetResult();
                _batches.Enqueue(_filling = new JournalBatch());
                _waiting.Release();
            }

            _filling.Add(record);
            _queuedBytes += space;
            if (_filling.Records >= _company.Enough) _filling.Enough.TrySetResult();
            return _filling.Stored;
        }
    }

    /// <summary>Stores what was appended, then stops. Appending fails from now on.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        _waiting.Release(_lanes.Length);
        await Task.WhenAll(_lanes).ConfigureAwait(false);
        _waiting.Dispose();
        _stopping.Dispose();
    }

    private async Task RunLaneAsync(JournalLane lane)
    {
        while (true)
        {
            await _waiting.WaitAsync().ConfigureAwait(false);
            await LingerAsync().ConfigureAwait(false);
            if (Take() is not { } batch) return; // closing, and nothing is left
            await StoreAsync(lane, batch).ConfigureAwait(false);
        }
    }

    private async Task LingerAsync()
    {
        if (_options.LingerMilliseconds == 0 || _stopping.IsCancellationRequested) return;
        Task enough;
        lock (_gate)
        {
            if (_batches.Count != 1 || !ReferenceEquals(_batches.Peek(), _filling)) return;
            enough = _filling.Enough.Task;
        }

        if (enough.IsCompleted) return;
        await Task.WhenAny(enough, Task.Delay(TimeSpan.FromMilliseconds(_options.LingerMilliseconds), _time, _stopping.Token)).ConfigureAwait(false);
    }

    private JournalBatch? Take()
    {
        lock (_gate)
        {
            if (!_batches.TryDequeue(out var batch)) return null;
            if (ReferenceEquals(batch, _filling)) _filling = null;
            _recordsInFlight += batch.Records;
            _company.Note(_recordsInFlight);
            return batch;
        }
    }

    private async Task StoreAsync(JournalLane lane, JournalBatch batch)
    {
        var start = _time.GetTimestamp();
        Exception? failure = null;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(_options.WriteTimeoutSeconds), _time);
        try
        {
            await lane.WriteAsync(batch, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e; // whatever went wrong, nobody may wait for ever, and the lane must live on
        }

        Release(batch);
        batch.Complete(failure is null ? null : new JournalUnavailableException("The records could not be stored.", failure));
        Count(batch, failure is null, _time.GetElapsedTime(start));
    }

    private void Count(JournalBatch batch, bool stored, TimeSpan duration)
    {
        try
        {
            if (stored) _metrics.Stored(batch, duration);
            else _metrics.Failed(batch);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A listener that throws must not end the lane: all who append later would wait for ever.
        }
    }

    private void Release(JournalBatch batch)
    {
        lock (_gate) (_queuedBytes, _recordsInFlight) = (_queuedBytes - batch.Length, _recordsInFlight - batch.Records);
    }

    private JournalUnavailableException Refuse(string reason)
    {
        _metrics.Refused();
        return new JournalUnavailableException(reason);
    }
}
