using System.ComponentModel.DataAnnotations;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>Bounds of a journal's reader.</summary>
public sealed class JournalReaderOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string Section = "Reliability:JournalReader";

    /// <summary>Gets the size at which a round stops taking in batches, in bytes of records.</summary>
    /// <value>1 MiB to 64 MiB; default 8 MiB. One batch may go over it.</value>
    [Range(1 << 20, 64 << 20)] public int MaxRoundBytes { get; init; } = 8 << 20;

    /// <summary>Gets the largest number of partitions in one round; the others have their turn in the next.</summary>
    /// <value>1 to 300; default 100.</value>
    [Range(1, 300)] public int MaxRoundPartitions { get; init; } = 100;

    /// <summary>Gets how long after its opening a partition is watched, in hours.</summary>
    /// <value>2 to 24; default 3: an hour of use, and two for clocks that differ. Clocks that differ by more cost writers a new partition, never a record.</value>
    [Range(2, 24)] public int OpenHours { get; init; } = 3;
}
