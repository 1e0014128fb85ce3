using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Signals;

namespace Reliability.Core.Tests.Rum.Signals;

public sealed class SignalNumbersTests
{
    [Fact]
    public void Quantile_of_bins_is_within_two_percent()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 5_000).Select(_ => Math.Exp(random.NextDouble() * 12) - 0.9).ToList();
        var bins = new ValueBins();
        foreach (var value in values) bins.Add(value, 1);
        values.Sort();
        foreach (var quantile in new[] { 0, 0.1, 0.5, 0.75, 0.99, 1 })
        {
            var exact = values[(int)Math.Floor(quantile * (values.Count - 1))];
            Assert.InRange(bins.Quantile(quantile)!.Value, exact * 0.98, exact * 1.02);
        }
    }

    [Fact]
    public void What_is_taken_back_leaves_no_trace()
    {
        var random = new Random(2);
        var (bins, gone) = (new ValueBins(), new ValueBins());
        foreach (var value in Enumerable.Range(0, 500).Select(_ => random.NextDouble() * 1_000))
        {
            gone.Add(value, -1);
            bins.Add(value, 1);
        }

        bins.Merge(gone);
        Assert.True(bins.IsEmpty);
        Assert.Null(bins.Quantile(0.5));
    }

    [Fact]
    public void Values_without_a_bin_of_their_own_count_as_the_nearest()
    {
        var bins = new ValueBins();
        bins.Add(0, 1);
        bins.Add(1e300, 1);
        Assert.Equal(0, bins.Quantile(0));
        Assert.InRange(bins.Quantile(1)!.Value, LogBins.EndValue * 0.98, LogBins.EndValue);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(3_000)]
    [InlineData(100_000)]
    public void Different_hashes_are_counted_within_a_tenth(int count)
    {
        var (counter, half) = (new DistinctCounter(), new DistinctCounter());
        for (var i = 0; i < count * 2; i++) (i % 4 == 0 ? half : counter).Add(Hash64.Of(BitConverter.GetBytes(i / 2)));
        counter.Merge(half);
        Assert.InRange(counter.Estimate, (long)(count * 0.9), (long)(count * 1.1));
        Assert.Equal(counter.Estimate, DistinctCounter.Decode(counter.Encode()).Estimate);
    }

    [Fact]
    public void Of_many_times_of_a_step_the_first_seven_and_the_last_are_kept_in_any_order()
    {
        long[] times = [.. Enumerable.Range(1, 20)];
        foreach (var seed in Enumerable.Range(0, 50))
        {
            new Random(seed).Shuffle(times);
            Assert.Equal([1, 2, 3, 4, 5, 6, 7, 20], times.Select(StepTimes.At).Aggregate((one, other) => one.With(other)).Times);
        }
    }

    [Theory]
    [InlineData("a@1 b@2 c@3", 3)]
    [InlineData("c@1 b@2 a@3", 1)]
    [InlineData("a@1 c@2 b@3", 2)]
    [InlineData("b@1 a@2 b@3 c@3", 3)]
    [InlineData("b@1 c@1", 0)]
    public void Steps_count_in_their_order(string events, int reached)
    {
        var session = new RumSession();
        foreach (var parts in events.Split(' ').Select(text => text.Split('@')))
            session.Observe(long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), new StepEvent(Home, parts[0]), _ => true);
        Assert.Equal(reached, FunnelProgress.Reached(new RumFunnel("f", ["a", "b", "c"]), session).Count);
    }

    [Fact]
    public void Step_named_twice_must_come_twice()
    {
        var session = new RumSession();
        session.Observe(1, new StepEvent(Home, "a"), _ => true);
        Assert.Single(FunnelProgress.Reached(new RumFunnel("f", ["a", "a"]), session));
        session.Observe(5, new StepEvent(Home, "a"), _ => true);
        Assert.Equal([1, 5], FunnelProgress.Reached(new RumFunnel("f", ["a", "a"]), session));
    }

    [Theory]
    [InlineData(1, 0, 9.9, true)]
    [InlineData(1, 0, 10, false)]
    [InlineData(2, 0, 1, false)]
    [InlineData(1, 1, 1, false)]
    public void Bounce_is_one_view_without_interaction_for_less_than_ten_seconds(int views, int interactions, double seconds, bool isBounce)
    {
        var session = new RumSession();
        Assert.Null(session.IsBounce);
        session.Observe(0, new ActivityEvent(Home, views, interactions, 0, seconds), _ => false);
        Assert.Equal(isBounce, session.IsBounce);
    }

    [Fact]
    public void Stored_session_and_totals_that_were_cut_are_refused()
    {
        var session = new RumSession();
        session.Observe(1_000, new VitalSample(VitalMetric.LCP, 1, 0, Home));
        session.Observe(2_000, new ErrorEvent(Home, "E", "m", "s"), _ => false);
        session.Observe(3_000, new StepEvent(Home, "a"), _ => true);
        session.Observe(4_000, new BusinessEvent(Home, "revenue", 1.5), _ => false);
        var bytes = RumSessionCodec.Encode(session);
        Assert.Equal(bytes, RumSessionCodec.Encode(RumSessionCodec.Decode(bytes)));
        var totals = new SessionTotals();
        totals.Add(session, 1);
        var body = totals.AddedTo([]).Body;
        for (var length = 1; length < bytes.Length; length++) Assert.Throws<InvalidDataException>(() => RumSessionCodec.Decode(bytes.AsSpan(0, length)));
        for (var length = 1; length < body.Length; length++) Assert.Throws<InvalidDataException>(() => SessionTotals.Decode(body.AsSpan(0, length)));
    }

    [Fact]
    public void Position_in_a_list_is_read_as_written_and_nothing_else_is()
    {
        var position = new ListPosition(-5, 7, ulong.MaxValue);
        Assert.Equal(position, ListPosition.Parse(position.ToString()));
        Assert.All(new[] { "", "!", "MS4y", "YS5iLmM", new string('A', 5_000) }, text => Assert.Null(ListPosition.Parse(text)));
    }

    private static VitalDimensions Home { get; } = new("/", DeviceKind.Mobile, ConnectionKind.FourG, "1.0");
}
