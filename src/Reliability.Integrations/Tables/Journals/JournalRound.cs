namespace Reliability.Integrations.Tables.Journals;

/// <summary>What a reader works on at one time: always the same records under the same number, however often it is tried.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Records">The records, in the order of their partitions; the order across partitions means nothing.</param>
/// <param name="CorruptBatches">Batches that could not be read, and were left out.</param>
/// <param name="IsLast">Whether it is known to take in all there was: whoever asks for another at once mostly asks in vain.</param>
public sealed record JournalRound(long Number, IReadOnlyList<ReadOnlyMemory<byte>> Records, int CorruptBatches, bool IsLast);

/// <summary>A round that was done before.</summary>
/// <param name="Round">The round, as it was handed out.</param>
/// <param name="Note">What its caller noted of it.</param>
public sealed record RestoredRound(JournalRound Round, ReadOnlyMemory<byte> Note);

/// <summary>Another process went on with the work of this one: stop without writing anything more.</summary>
public sealed class StaleReaderException : Exception
{
    /// <summary>Makes an exception.</summary>
    public StaleReaderException() { }

    /// <summary>Makes an exception with a message.</summary>
    public StaleReaderException(string message) : base(message) { }

    /// <summary>Makes an exception with a message and what showed it.</summary>
    public StaleReaderException(string message, Exception innerException) : base(message, innerException) { }
}
