namespace Reliability.Core.Rum;

/// <summary>How a value compares with the two thresholds of its metric.</summary>
public enum VitalRating
{
    /// <summary>At or below the lower threshold.</summary>
    Good = 0,

    /// <summary>Above the lower threshold, at or below the upper.</summary>
    NeedsImprovement = 1,

    /// <summary>Above the upper threshold.</summary>
    Poor = 2,
}
