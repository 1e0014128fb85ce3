using Reliability.Core.Rum;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>The exact counts of one cell.</summary>
/// <param name="Hour">Start of the hour, UTC.</param>
/// <param name="Dimensions">Where its samples were measured.</param>
/// <param name="Good">Number of good values.</param>
/// <param name="NeedsImprovement">Number of values that need improvement.</param>
/// <param name="Poor">Number of poor values.</param>
public sealed record RumCellCounts(DateTimeOffset Hour, VitalDimensions Dimensions, long Good, long NeedsImprovement, long Poor)
{
    /// <summary>Gets the number of samples.</summary>
    public long Total => Good + NeedsImprovement + Poor;
}
