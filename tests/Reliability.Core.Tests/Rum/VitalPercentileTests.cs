using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class VitalPercentileTests
{
    [Theory]
    [InlineData(VitalMetric.LCP, 2_500, 2_500)]
    [InlineData(VitalMetric.LCP, 2_500.01, 2_500.1)]
    [InlineData(VitalMetric.LCP, 4_000, 4_000)]
    [InlineData(VitalMetric.LCP, 4_000.01, 4_000.1)]
    [InlineData(VitalMetric.CLS, 0.1, 0.1)]
    [InlineData(VitalMetric.CLS, 0.10001, 0.1001)]
    public void Percentile_at_a_threshold_is_on_the_side_of_its_samples(VitalMetric metric, double value, double limit)
    {
        var told = VitalPercentile.Of(metric, Cell(metric, (100, value)), 0.75)!.Value;
        var limits = VitalThresholds.For(metric);
        Assert.Equal(limits.Rate(value), limits.Rate(VitalPercentile.Rounded(metric, told)));
        Assert.InRange(told, value * 0.99, Math.Max(limit, value * 1.01));
    }

    [Fact]
    public void Rank_decides_between_the_ratings()
    {
        // Of 101 samples, that of rank 75 is the 75th percentile.
        Assert.True(VitalPercentile.Of(VitalMetric.LCP, Cell(VitalMetric.LCP, (76, 2_499), (25, 2_501)), 0.75) <= 2_500);
        Assert.True(VitalPercentile.Of(VitalMetric.LCP, Cell(VitalMetric.LCP, (75, 2_499), (26, 2_501)), 0.75) > 2_500);
    }

    [Fact]
    public void Told_percentiles_never_contradict_the_ratings_of_random_samples()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 500; trial++)
        {
            var values = Enumerable.Range(0, random.Next(1, 60)).Select(_ => 2_450 + (random.NextDouble() * 100)).Order().ToList();
            var cell = Cell(VitalMetric.LCP, [.. values.Select(value => (1, value))]);
            foreach (var quantile in new[] { 0.5, 0.75, 0.95 })
            {
                var exact = values[(int)Math.Floor(quantile * (values.Count - 1))];
                Assert.Equal(exact <= 2_500, VitalPercentile.Of(VitalMetric.LCP, cell, quantile) <= 2_500);
            }
        }
    }

    [Fact]
    public void No_samples_have_no_percentile() => Assert.Null(VitalPercentile.Of(VitalMetric.LCP, new VitalCell(), 0.75));

    private static VitalCell Cell(VitalMetric metric, params (int Count, double Value)[] samples)
    {
        var cell = new VitalCell();
        foreach (var (count, value) in samples)
        {
            for (var i = 0; i < count; i++) cell.Add(metric, value);
        }

        return cell;
    }
}
