using Reliability.Core.Numerics;
using Reliability.Core.Rum;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>One cell of a pack, its sketch as stored.</summary>
/// <param name="Dimensions">Where its samples were measured.</param>
/// <param name="Counts">How many samples got each rating.</param>
/// <param name="Weight">Sum of their weights, in thousandths.</param>
/// <param name="Sketch">The stored sketch; empty when only counts were read.</param>
internal sealed record PackEntry(VitalDimensions Dimensions, VitalRatingCounts Counts, long Weight, ReadOnlyMemory<byte> Sketch)
{
    /// <summary>Gets the number of samples.</summary>
    public long Total => Counts.Good + Counts.NeedsImprovement + Counts.Poor;

    public static PackEntry Of(VitalDimensions dimensions, VitalCell cell, int level = 0) =>
        new(dimensions, new VitalRatingCounts(cell.Good, cell.NeedsImprovement, cell.Poor), cell.WeightThousandths, QuantileSketchCodec.EncodeAtLevel(cell.Sketch, level));

    /// <exception cref="InvalidDataException">The sketch cannot be read.</exception>
    public void AddTo(VitalCell sum)
    {
        if (!sum.TryMerge(Counts, Weight, Sketch.Span)) throw new InvalidDataException($"The sketch of a cell of {Dimensions} cannot be read.");
    }

    /// <exception cref="InvalidDataException">The sketch cannot be read.</exception>
    public VitalCell ToCell()
    {
        var cell = new VitalCell();
        AddTo(cell);
        return cell;
    }
}
