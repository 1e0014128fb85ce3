using Reliability.Core.Rum;
using Reliability.Core.Rum.Intake;

namespace Reliability.Core.Tests.Rum.Intake;

public sealed class RumSamplingTests
{
    private static readonly VitalDimensions Place = new("/", DeviceKind.Desktop, ConnectionKind.Unknown, "");

    [Theory]
    [InlineData(0.0001)]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Share_of_the_visits_is_kept(double share)
    {
        const int Visits = 1_000_000;
        var sampling = new RumSampling((decimal)share);
        var kept = Enumerable.Range(0, Visits).Count(visit => sampling.Keeps(SessionHash.Of($"session-{visit}")));
        var deviation = Math.Sqrt(Visits * share * (1 - share));
        Assert.InRange(kept, (Visits * share) - (5 * deviation), (Visits * share) + (5 * deviation));
    }

    [Fact]
    public void Visit_that_a_small_share_keeps_is_kept_by_every_larger_one()
    {
        var shares = new[] { 0m, 0.0001m, 0.01m, 0.3m, 0.31m, 1m }.Select(share => new RumSampling(share)).ToList();
        for (var visit = 0UL; visit < 10_000; visit++)
        {
            var kept = shares.Select(sampling => sampling.Keeps(visit)).ToList();
            Assert.Equal(kept.Order(), kept);
            Assert.Equal((false, true), (kept[0], kept[^1]));
        }
    }

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(0.5, 2_000)]
    [InlineData(0.3, 3_333)]
    [InlineData(0.0001, 10_000_000)]
    [InlineData(0, 0)]
    public void Each_visit_kept_stands_for_those_left_out(double share, int weight) => Assert.Equal(weight, new RumSampling((decimal)share).Weight);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0.00009)]
    [InlineData(1.0001)]
    public void Share_outside_its_range_is_refused(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => new RumSampling((decimal)share));

    [Fact]
    public void All_that_one_session_sends_is_kept_or_left_out_together()
    {
        var sampling = new RumSampling(0.5m);
        for (var session = 1UL; session < 1_000; session++)
        {
            var isKept = sampling.Keeps(session);
            for (var id = 0UL; id < 5; id++) Assert.Equal(isKept, sampling.Keeps(new VitalSample(VitalMetric.LCP, 1, id, Place) { Session = session }, id));
            Assert.Equal(isKept, sampling.Keeps(new StepEvent(Place, "pay") { Session = session }, session + 1));
        }
    }

    [Fact]
    public void Without_a_session_the_id_decides_and_without_an_id_the_sender()
    {
        var sampling = new RumSampling(0.5m);
        for (var hash = 1UL; hash < 1_000; hash++)
        {
            Assert.Equal(sampling.Keeps(hash), sampling.Keeps(new VitalSample(VitalMetric.LCP, 1, hash, Place), hash + 1));
            Assert.Equal(sampling.Keeps(hash), sampling.Keeps(new VitalSample(VitalMetric.LCP, 1, 0, Place), hash));
            Assert.Equal(sampling.Keeps(hash), sampling.Keeps(new StepEvent(Place, "pay"), hash));
        }
    }

    [Fact]
    public void Reading_keeps_what_is_kept_and_counts_the_rest()
    {
        var reading = new BeaconReading();
        for (var session = 1UL; session <= 1_000; session++)
        {
            reading.Accept(new VitalSample(VitalMetric.LCP, 1, 0, Place) { Session = session });
            reading.Accept(new StepEvent(Place, "pay") { Session = session });
        }

        reading.Sample(new RumSampling(0.25m), 0);

        Assert.InRange(reading.Samples.Count, 150, 350);
        Assert.Equal(reading.Samples.Select(sample => sample.Session), reading.Events.Select(happened => happened.Session));
        Assert.Equal((2_000, 2_000 - (2 * reading.Samples.Count)), (reading.Accepted, reading.SampledOut));
    }
}
