using Reliability.Core.Slo;
using Reliability.Integrations.Slo;

namespace Reliability.Integrations.Tests.Slo;

public sealed class IndicatorKeyTests
{
    [Fact]
    public void Same_query_has_the_same_key_in_whatever_order_it_is_written() => Assert.Equal(
        IndicatorKey.Of(Ratio(("site", "shop"), ("metric", "LCP"))), IndicatorKey.Of(Ratio(("metric", "LCP"), ("site", "shop"))));

    // Stored cells are found by it: a key that changes with a version of the suite would lose them.
    [Fact]
    public void Key_never_changes() => Assert.Equal("58a86945f6518de2eeaaa638e54f4a50", IndicatorKey.Of(Ratio(("site", "shop"), ("metric", "LCP"))));

    [Fact]
    public void Whatever_is_said_otherwise_makes_another_key()
    {
        var indicator = Ratio(("site", "shop"));
        SloIndicator[] all =
        [
            indicator,
            Ratio(("site", "shop2")),
            Ratio(("site", "shop"), ("page", "/")),
            indicator with { CountsBad = true },
            indicator with { Total = indicator.Total with { Type = "other" } },
            new GivenIndicator(),
        ];
        Assert.Equal(all.Length, all.Select(IndicatorKey.Of).Distinct().Count());
    }

    private static RatioIndicator Ratio(params (string Key, string Value)[] spec)
    {
        var metric = new MetricSource("rum", spec.ToDictionary());
        return new RatioIndicator(metric, metric, CountsBad: false);
    }
}
