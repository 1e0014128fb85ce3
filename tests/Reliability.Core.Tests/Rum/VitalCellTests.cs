using Reliability.Core.Numerics;
using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class VitalCellTests
{
    [Theory]
    [InlineData(VitalMetric.LCP, 2_500, 4_000, 3_600_000)]
    [InlineData(VitalMetric.INP, 200, 500, 3_600_000)]
    [InlineData(VitalMetric.CLS, 0.1, 0.25, 100)]
    [InlineData(VitalMetric.FCP, 1_800, 3_000, 3_600_000)]
    [InlineData(VitalMetric.TTFB, 800, 1_800, 3_600_000)]
    [InlineData(VitalMetric.FID, 100, 300, 3_600_000)]
    public void Thresholds_are_the_published_ones_and_counted_exactly(VitalMetric metric, double good, double needsImprovement, double largest)
    {
        Assert.Equal(new VitalThresholds(good, needsImprovement, largest), VitalThresholds.For(metric));
        var cell = new VitalCell();
        foreach (var value in new[] { 0, -0.0, good, Math.BitDecrement(good) }) Rated(VitalRating.Good, value);
        foreach (var value in new[] { Math.BitIncrement(good), needsImprovement }) Rated(VitalRating.NeedsImprovement, value);
        foreach (var value in new[] { Math.BitIncrement(needsImprovement), largest, 4_194_303 }) Rated(VitalRating.Poor, value);
        Assert.Equal((4, 2, 3, 9, 9), (cell.Good, cell.NeedsImprovement, cell.Poor, cell.Count, cell.Sketch.Count));

        void Rated(VitalRating rating, double value)
        {
            Assert.Equal(rating, VitalThresholds.For(metric).Rate(value));
            cell.Add(metric, value);
        }
    }

    [Theory]
    [InlineData(VitalMetric.LCP, -1)]
    [InlineData(VitalMetric.LCP, double.NaN)]
    [InlineData(VitalMetric.LCP, LogBins.EndValue)]
    [InlineData((VitalMetric)11, 1)]
    [InlineData((VitalMetric)(-1), 1)]
    public void Sample_out_of_range_changes_nothing(VitalMetric metric, double value)
    {
        var (cell, cells) = (new VitalCell(), new VitalCellSet());
        Assert.Throws<ArgumentOutOfRangeException>(() => cell.Add(metric, value));
        Assert.Equal((0, 0), (cell.Count, cell.Sketch.Count));
        var dimensions = new VitalDimensions("/", DeviceKind.Mobile, ConnectionKind.FourG, "");
        Assert.Throws<ArgumentOutOfRangeException>(() => cells.Add("shop", default, new VitalSample(metric, value, 0, dimensions)));
        Assert.True(cells.IsEmpty);
    }

    [Fact]
    public void Stored_parts_of_a_cell_add_up_to_the_same_as_the_cell()
    {
        var (one, other) = (new VitalCell(), new VitalCell());
        foreach (var value in new double[] { 0, 100, 2_600, 9_000 }) one.Add(VitalMetric.LCP, value, weight: 2_000);
        other.Add(VitalMetric.LCP, 100);
        var (merged, restored) = (new VitalCell(), new VitalCell());
        foreach (var cell in new[] { one, other })
        {
            merged.Merge(cell);
            Assert.True(restored.TryMerge(new VitalRatingCounts(cell.Good, cell.NeedsImprovement, cell.Poor), cell.WeightThousandths, QuantileSketchCodec.EncodeAtLevel(cell.Sketch, 0)));
        }

        Assert.Equal((merged.Good, merged.NeedsImprovement, merged.Poor, merged.WeightThousandths), (restored.Good, restored.NeedsImprovement, restored.Poor, restored.WeightThousandths));
        Assert.Equal(QuantileSketchCodec.Encode(merged.Sketch), QuantileSketchCodec.Encode(restored.Sketch));
        Assert.False(restored.TryMerge(default, 0, []));
    }

    [Theory]
    [InlineData(1_000, 2_000)] // more weight than there is
    [InlineData(1_100, 1_000)] // a value that is not there
    [InlineData(3_000, 1_000)] // a rating that is not there
    public void Sample_that_is_not_there_cannot_be_taken_away(double value, int weight)
    {
        var (cell, gone) = (new VitalCell(), new VitalCell());
        cell.Add(VitalMetric.LCP, 1_000);
        gone.Add(VitalMetric.LCP, value, weight);
        Assert.Throws<InvalidDataException>(() => cell.Subtract(gone));
        Assert.Equal((1, 1_000, 1), (cell.Count, cell.WeightThousandths, cell.Sketch.Count));
    }
}
