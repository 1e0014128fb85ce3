using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class CruxReportTests
{
    private static readonly DateTimeOffset To = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Period_is_told_by_its_first_and_last_day()
    {
        var report = Build([]);
        Assert.Equal(new CruxPeriod(new CruxDate(2026, 2, 1), new CruxDate(2026, 2, 28)), report.CollectionPeriod);
        Assert.Equal(["ALL", "PHONE", "TABLET", "DESKTOP"], report.Records.Select(record => record.FormFactor));
    }

    [Fact]
    public void Record_of_all_form_factors_counts_those_that_are_not_known_too()
    {
        var report = Build([(DeviceKind.Mobile, VitalMetric.LCP, 1_000, 300), (DeviceKind.Unknown, VitalMetric.LCP, 3_000, 100)]);
        Assert.Equal([400, 300, 0, 0], report.Records.Select(record => record.Metrics["largest_contentful_paint"].Count));
    }

    [Fact]
    public void Metric_has_three_bins_and_a_percentile()
    {
        var lcp = Build([(DeviceKind.Mobile, VitalMetric.LCP, 1_000, 299), (DeviceKind.Mobile, VitalMetric.LCP, 3_000, 1)]).Records[1].Metrics["largest_contentful_paint"];
        Assert.Equal([new CruxBin(0L, 2_500L, 0.9967), new CruxBin(2_500L, 4_000L, 0.0033), new CruxBin(4_000L, null, 0)], lcp.Histogram);
        Assert.InRange(Assert.IsType<long>(lcp.Percentiles!.P75), 990, 1_010);
    }

    [Fact]
    public void Layout_shift_is_told_in_texts_of_two_decimals()
    {
        var cls = Build([(DeviceKind.Mobile, VitalMetric.CLS, 0.0512, 300)]).Records[0].Metrics["cumulative_layout_shift"];
        Assert.Equal([new CruxBin("0.00", "0.10", 1), new CruxBin("0.10", "0.25", 0), new CruxBin("0.25", null, 0)], cls.Histogram);
        Assert.Equal("0.05", cls.Percentiles!.P75);
    }

    [Fact]
    public void Too_few_samples_are_not_judged()
    {
        var lcp = Build([(DeviceKind.Mobile, VitalMetric.LCP, 1_000, 299)]).Records[0].Metrics["largest_contentful_paint"];
        Assert.Equal(new CruxMetric(299, Insufficient: true, null, null), lcp);
    }

    [Theory]
    [InlineData(2_400, 150, 0.05, 300, true)]
    [InlineData(2_600, 150, 0.05, 300, false)]
    [InlineData(2_500, 200, 0.1, 300, true)]
    [InlineData(2_500.01, 200, 0.1, 300, false)]
    [InlineData(2_500, 200, 0.1001, 300, false)]
    [InlineData(2_400, 250, 0.05, 300, false)]
    [InlineData(2_400, 150, 0.15, 300, false)]
    [InlineData(2_400, 250, 0.05, 299, true)] // too few interactions to count
    public void Passes_when_all_three_are_good_that_can_be_judged(double lcp, double inp, double cls, int interactions, bool passes) => Assert.Equal(
        passes,
        Build([(DeviceKind.Mobile, VitalMetric.LCP, lcp, 300), (DeviceKind.Mobile, VitalMetric.INP, inp, interactions), (DeviceKind.Mobile, VitalMetric.CLS, cls, 300)]).Records[0].Passes);

    [Fact]
    public void Without_enough_page_loads_nothing_passes_or_fails() =>
        Assert.Null(Build([(DeviceKind.Mobile, VitalMetric.LCP, 100, 300), (DeviceKind.Mobile, VitalMetric.CLS, 0, 299)]).Records[0].Passes);

    private static CruxReport Build((DeviceKind Device, VitalMetric Metric, double Value, int Count)[] samples)
    {
        var query = new VitalsQuery(VitalMetric.LCP, To.AddDays(-CruxReport.Days), To) { GroupBy = ["device"], LeavesOutSoftNavigations = true };
        var sums = CruxReport.Metrics.Select(metric => new VitalGroups(query with { Metric = metric })).ToList();
        foreach (var (device, metric, value, count) in samples)
        {
            var sum = sums.Single(one => one.Query.Metric == metric).SumOf(new VitalDimensions("/", device, default, ""))!;
            for (var i = 0; i < count; i++) sum.Add(metric, value);
        }

        return CruxReport.Build("shop", sums);
    }
}
