using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Signals;

namespace Reliability.Core.Tests.Rum.Signals;

public sealed class SessionScoreTests
{
    private static readonly VitalDimensions Home = new("/", DeviceKind.Mobile, ConnectionKind.FourG, "");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2_500, 0.9)]
    [InlineData(4_000, 0.5)]
    [InlineData(6_400, 0.1)] // as far beyond the median as the first point is before it
    [InlineData(3_600_000, 0)]
    public void Curve_goes_through_its_two_points(double value, double score) => Assert.Equal(score, new LogNormalScore(2_500, 4_000).Of(value), 5);

    // By a table of the normal distribution, with sigma = ln(1.6) / 1.2816.
    [Theory]
    [InlineData(1_200, 0.999)]
    [InlineData(3_000, 0.78)]
    [InlineData(5_000, 0.27)]
    public void Curve_falls_as_the_log_normal_distribution_does(double value, double score) => Assert.Equal(score, new LogNormalScore(2_500, 4_000).Of(value), 2);

    [Fact]
    public void Session_at_the_limits_of_good_scores_90_and_at_those_of_poor_50()
    {
        VitalMetric[] weighted = [VitalMetric.LCP, VitalMetric.INP, VitalMetric.FCP, VitalMetric.CLS, VitalMetric.TTFB];
        Assert.Equal(new SessionScore(90, 90, null, 100, 100), SessionScore.Of(Session(weighted.Select(metric => (metric, VitalThresholds.For(metric).Good)))));
        Assert.Equal(new SessionScore(50, 50, null, 100, 100), SessionScore.Of(Session(weighted.Select(metric => (metric, VitalThresholds.For(metric).NeedsImprovement)))));
    }

    [Fact]
    public void Weights_are_shared_out_over_what_was_measured()
    {
        Assert.Equal(90, SessionScore.Of(Session([(VitalMetric.TTFB, 800)])).Total);
        Assert.Equal(60, SessionScore.Of(Session([(VitalMetric.LCP, 4_000), (VitalMetric.TTFB, 800)])).Total); // (.3 * 50 + .1 * 90) / .4
        Assert.Equal(58, SessionScore.Of(Session([(VitalMetric.LCP, 4_000), (VitalMetric.PageLoad, 3_800)])).Total); // .8 * 50 + .2 * 90
    }

    [Fact]
    public void Session_without_measurements_has_no_score() => Assert.Equal(new SessionScore(null, null, null, 100, 100), SessionScore.Of(Session([(VitalMetric.DnsLookup, 5)])));

    [Fact]
    public void Errors_and_rage_clicks_take_off_down_to_a_half_each()
    {
        var session = Session([(VitalMetric.LCP, 0)]);
        session.Observe(0, new ActivityEvent(Home, 1, 5, 1, 5), _ => false);
        session.Observe(0, new ErrorEvent(Home, "E", "m", "") { Count = 2 }, _ => false);
        Assert.Equal(new SessionScore(72.9, 100, null, 90, 81), SessionScore.Of(session));
        session.Observe(0, new ActivityEvent(Home, 1, 5, 100, 5), _ => false);
        session.Observe(0, new ErrorEvent(Home, "E", "m", "") { Count = 1_000_000 }, _ => false);
        Assert.Equal(new SessionScore(25, 100, null, 50, 50), SessionScore.Of(session));
    }

    private static RumSession Session(IEnumerable<(VitalMetric Metric, double Value)> measured)
    {
        var session = new RumSession();
        foreach (var (metric, value) in measured) session.Observe(0, new VitalSample(metric, value, 0, Home));
        return session;
    }
}
