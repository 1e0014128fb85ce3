using System.ComponentModel.DataAnnotations;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>Bounds of a journal's writer.</summary>
public sealed class JournalOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string Section = "Reliability:Journal";

    /// <summary>Gets the number of writes in flight at once, each to a partition of its own.</summary>
    /// <value>1 to 16; default 1. More lanes mean smaller batches: worth it only where the store is far away.</value>
    [Range(1, 16)] public int Lanes { get; init; } = 1;

    /// <summary>Gets how long a batch waits, at most, for as many records as came together before, in milliseconds.</summary>
    /// <value>
    /// 0 to 100; default 20: browsers do not wait for the answer to a beacon, and each write is billed. A lone record does not wait but once in 64
    /// times, to learn whether it is still alone, and while all lanes are busy batches fill up anyway.
    /// </value>
    [Range(0, 100)] public int LingerMilliseconds { get; init; } = 20;

    /// <summary>Gets the size at which a batch closes, in bytes before compression.</summary>
    /// <value>128 KiB, which any one request fits, to 900,000; default 900,000, so that any batch fits one entity of 1 MiB.</value>
    [Range(131_072, EntityBytes.MaxBytes)] public int MaxBatchBytes { get; init; } = 900_000;

    /// <summary>Gets how much may wait for storage, in bytes before compression; what goes beyond is refused at once.</summary>
    /// <value>1 MiB to 1 GiB; default 16 MiB.</value>
    [Range(1 << 20, 1 << 30)] public int MaxQueuedBytes { get; init; } = 16 << 20;

    /// <summary>Gets how long a batch may take to be stored, all tries included, in seconds; then all who wait for it are refused.</summary>
    /// <value>1 to 60; default 8: longer than one try of a store that does not answer, shorter than senders wait.</value>
    [Range(1, 60)] public int WriteTimeoutSeconds { get; init; } = 8;

    /// <summary>Gets how long a writer keeps to one partition, in minutes.</summary>
    /// <value>1 to 60; default 60. Readers close a partition hours after it was opened; a writer that is still at it then opens another.</value>
    [Range(1, 60)] public int PartitionMinutes { get; init; } = 60;
}
