using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>What a cell is about.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Hour">Start of the hour, UTC.</param>
/// <param name="Metric">Which vital.</param>
/// <param name="Dimensions">Where its samples were measured.</param>
public readonly record struct VitalCellKey(string Site, DateTimeOffset Hour, VitalMetric Metric, VitalDimensions Dimensions);

/// <summary>Everything known of the samples of one site, hour, metric and combination of dimensions.</summary>
/// <remarks>Merging is associative, commutative and exact to the bit. Not thread-safe.</remarks>
public sealed class VitalCell
{
    /// <summary>Gets the sketch of the values.</summary>
    public QuantileSketch Sketch { get; } = new();

    /// <summary>Gets the exact number of good values.</summary>
    public long Good { get; private set; }

    /// <summary>Gets the exact number of values that need improvement.</summary>
    public long NeedsImprovement { get; private set; }

    /// <summary>Gets the exact number of poor values.</summary>
    public long Poor { get; private set; }

    /// <summary>Gets the number of samples.</summary>
    public long Count => Good + NeedsImprovement + Poor;

    /// <summary>Gets how many visits the samples stand for, in thousandths: 1,000 for each unless the site is sampled.</summary>
    public long WeightThousandths { get; private set; }

    /// <summary>Adds one sample.</summary>
    /// <param name="metric">The metric of this cell, whose thresholds rate the value.</param>
    /// <param name="value">From 0 to below <see cref="LogBins.EndValue"/>.</param>
    /// <param name="weight">How many visits the sample stands for, in thousandths; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such metric, or the value is negative, NaN or too large; nothing was added.</exception>
    public void Add(VitalMetric metric, double value, int weight = 1_000)
    {
        var thresholds = VitalThresholds.For(metric);
        Sketch.Add(value);
        // Without branches: which way they go is hard to foresee.
        var (isPoor, isGood) = (value > thresholds.NeedsImprovement ? 1 : 0, value <= thresholds.Good ? 1 : 0);
        Good += isGood;
        Poor += isPoor;
        NeedsImprovement += 1 - isGood - isPoor;
        WeightThousandths += weight;
    }

    /// <summary>Adds every sample of another cell, which is left unchanged.</summary>
    public void Merge(VitalCell other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Sketch.Merge(other.Sketch);
        Good += other.Good;
        NeedsImprovement += other.NeedsImprovement;
        Poor += other.Poor;
        WeightThousandths += other.WeightThousandths;
    }

    /// <summary>Tells whether every sample of another cell is among those of this one, so that they can be taken away.</summary>
    public bool Holds(VitalCell other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Good <= Good && other.NeedsImprovement <= NeedsImprovement && other.Poor <= Poor
            && other.WeightThousandths <= WeightThousandths && Sketch.Holds(other.Sketch);
    }

    /// <summary>Takes away every sample of another cell, which is left unchanged: the inverse of <see cref="Merge"/>.</summary>
    /// <exception cref="InvalidDataException">This cell does not hold these samples; nothing was taken away.</exception>
    public void Subtract(VitalCell other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Holds(other)) throw new InvalidDataException("A cell does not hold the samples that are to be taken away.");
        Sketch.Subtract(other.Sketch);
        Good -= other.Good;
        NeedsImprovement -= other.NeedsImprovement;
        Poor -= other.Poor;
        WeightThousandths -= other.WeightThousandths;
    }

    /// <summary>Adds every sample of a cell that is given by its stored parts.</summary>
    /// <param name="counts">How many samples got each rating.</param>
    /// <param name="weightThousandths">How many visits they stand for, in thousandths; 0 or more.</param>
    /// <param name="sketch">Their sketch, as <see cref="QuantileSketchCodec"/> wrote it.</param>
    /// <returns><see langword="false"/> when the bytes are not a sketch; what this cell holds then means nothing.</returns>
    public bool TryMerge(VitalRatingCounts counts, long weightThousandths, ReadOnlySpan<byte> sketch)
    {
        Good += counts.Good;
        NeedsImprovement += counts.NeedsImprovement;
        Poor += counts.Poor;
        WeightThousandths += weightThousandths;
        return QuantileSketchCodec.TryAddTo(sketch, Sketch);
    }
}

/// <summary>What changes in a cell: samples that came, and samples that a later report of the same measurement replaced.</summary>
public sealed class VitalCellChange
{
    /// <summary>Gets what is added.</summary>
    public VitalCell Added { get; } = new();

    /// <summary>Gets what is taken away again: samples that were added to the same cell before, or are among <see cref="Added"/>.</summary>
    public VitalCell Removed { get; } = new();
}
