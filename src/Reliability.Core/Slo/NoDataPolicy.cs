namespace Reliability.Core.Slo;

/// <summary>What a stretch of time without events means: a slice, a burn-rate window, or the whole window.</summary>
public enum NoDataPolicy
{
    /// <summary>It does not count. A whole window without events has no data.</summary>
    Exclude,

    /// <summary>It is good.</summary>
    Good,

    /// <summary>It is bad.</summary>
    Bad,

    /// <summary>It is not known: every window with an empty slice in it has no data.</summary>
    NoData,
}
