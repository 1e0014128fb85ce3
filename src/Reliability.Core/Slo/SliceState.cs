namespace Reliability.Core.Slo;

/// <summary>What a slice counts as, in rising order of what wins when a composite has several.</summary>
internal enum SliceState : byte
{
    /// <summary>It does not count.</summary>
    Excluded,

    /// <summary>It is good.</summary>
    Good,

    /// <summary>Nothing is known of it.</summary>
    Gap,

    /// <summary>It is bad.</summary>
    Bad,
}
