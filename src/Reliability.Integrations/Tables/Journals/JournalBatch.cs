using Reliability.Core.Numerics;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>Records that are stored together, and the promise to everybody who waits for them.</summary>
internal sealed class JournalBatch
{
    // One promise per processor, each kept by one work item: waking every waiter by an item of its own costs more than its answer.
    private readonly TaskCompletionSource[] _promises = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new TaskCompletionSource())];
    private byte[] _bytes = new byte[4_096];

    /// <summary>Gets the length of the records with their length prefixes, in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Gets the number of records.</summary>
    public int Records { get; private set; }

    /// <summary>Gets the promise to whom added the last record: completes when the batch is stored, fails when it is not.</summary>
    public Task Stored => _promises[Records % _promises.Length].Task;

    /// <summary>Gets what completes when waiting for more records is no longer worth it.</summary>
    public TaskCompletionSource Enough { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets the records, each after its length.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Gets the space a record takes, in bytes.</summary>
    public static int SpaceFor(int recordLength) => Varint.Length(recordLength) + recordLength;

    /// <summary>Adds a record.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        var space = SpaceFor(record.Length);
        if (_bytes.Length - Length < space) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + space));
        var prefix = Varint.Write(_bytes.AsSpan(Length), record.Length);
        record.CopyTo(_bytes.AsSpan(Length + prefix));
        Length += space;
        Records++;
    }

    /// <summary>Keeps or breaks the promise to everybody who waits, without running any of them on the caller's thread.</summary>
    /// <param name="failure">Why the batch is not stored; null when it is.</param>
    public void Complete(Exception? failure)
    {
        foreach (var promise in _promises)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static state =>
                {
                    if (state.failure is null) state.promise.SetResult();
                    else state.promise.SetException(state.failure);
                },
                (promise, failure),
                preferLocal: false);
        }
    }

    /// <summary>Splits what <see cref="Bytes"/> held into records.</summary>
    /// <exception cref="InvalidDataException">The bytes are not whole records.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var prefix = new VarintReader(bytes.Span);
            if (!prefix.TryRead(out var length)) throw new InvalidDataException("A record has no length.");
            var start = Varint.Length(length);
            if (start > bytes.Length || bytes.Span[start - 1] >= 0x80) throw new InvalidDataException("A record's length is not in its shortest form.");
            if (length > bytes.Length - start) throw new InvalidDataException("A record is cut short.");
            yield return bytes.Slice(start, (int)length);
            bytes = bytes[(start + (int)length)..];
        }
    }
}
