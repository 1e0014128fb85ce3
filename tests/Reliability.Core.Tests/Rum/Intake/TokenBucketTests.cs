using Reliability.Core.Rum.Intake;

namespace Reliability.Core.Tests.Rum.Intake;

public sealed class TokenBucketTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(300, 1_000)]
    [InlineData(50_000, 100_000)]
    public void Full_bucket_lets_a_burst_pass_and_fills_up_at_its_rate(int perSecond, int burst)
    {
        var bucket = new TokenBucket(new TokenRate(perSecond, burst));
        Assert.Equal(burst, Passing(bucket, Second, burst + 10));
        Assert.Equal(Math.Min(perSecond, burst), Passing(bucket, 2 * Second, burst + 10));
        Assert.Equal(burst, Passing(bucket, 10_000 * Second, burst + 10));
    }

    [Fact]
    public void Refused_request_takes_nothing_and_is_told_when_the_next_may_pass()
    {
        var bucket = new TokenBucket(new TokenRate(10, 1));
        Assert.Equal(0, bucket.Take(Second));
        for (var i = 0; i < 100; i++) Assert.Equal(Second / 10, bucket.Take(Second));
        Assert.Equal(1, bucket.Take(Second + (Second / 10) - 1));
        Assert.Equal(0, bucket.Take(Second + (Second / 10)));
    }

    [Fact]
    public void Senders_have_buckets_of_their_own()
    {
        var buckets = new TokenBuckets(new TokenRate(1, 5), Secret(1));
        for (var sender = 0UL; sender < 100; sender++)
        {
            for (var i = 0; i < 5; i++) Assert.Equal(0, buckets.Take(sender, Second));
            Assert.True(buckets.Take(sender, Second) > 0);
        }
    }

    [Fact]
    public void No_sender_gets_more_than_its_rate_however_many_others_there_are()
    {
        var buckets = new TokenBuckets(new TokenRate(10, 20), Secret(2));
        var random = new Random(3);
        var passed = 0;
        for (var i = 0; i < 1_000_000; i++)
        {
            var now = Second + (i * (10 * Second / 1_000_000));
            if (i % 100 == 0) passed += buckets.Take(ulong.MaxValue, now) == 0 ? 1 : 0;
            else buckets.Take((ulong)random.Next(5_000), now);
        }

        Assert.InRange(passed, 60, 20 + (10 * 10));
    }

    // 1,000 at their limit: (1,000 / 16,384)^4 of the others.
    [Fact]
    public void A_thousand_greedy_senders_hold_back_almost_nobody_else()
    {
        var buckets = new TokenBuckets(new TokenRate(1, 10), Secret(4));
        for (var greedy = 0UL; greedy < 1_000; greedy++)
        {
            while (buckets.Take(greedy, Second) == 0)
            {
            }
        }

        var heldBack = Enumerable.Range(1_000, 20_000).Count(honest => buckets.Take((ulong)honest, Second) > 0);
        Assert.InRange(heldBack, 0, 5);
    }

    [Fact]
    public void Which_senders_collide_depends_on_the_secret()
    {
        ulong[] HeldBack(UInt128 secret)
        {
            var buckets = new TokenBuckets(new TokenRate(1, 1), secret);
            for (var greedy = 0UL; greedy < 10_000; greedy++) buckets.Take(greedy, Second);
            return [.. Enumerable.Range(10_000, 2_000).Select(sender => (ulong)sender).Where(sender => buckets.Take(sender, Second) > 0)];
        }

        Assert.Equal(HeldBack(Secret(5)), HeldBack(Secret(5)));
        Assert.NotEqual(HeldBack(Secret(5)), HeldBack(Secret(6)));
    }

    [Fact]
    public void Threads_share_a_bucket_exactly()
    {
        var bucket = new TokenBucket(new TokenRate(1, 100_000));
        var passed = 0;
        Parallel.For(0, 150_000, _ =>
        {
            if (bucket.Take(Second) == 0) Interlocked.Increment(ref passed);
        });
        Assert.Equal(100_000, passed);
    }

    [Fact]
    public void Deciding_allocates_nothing()
    {
        var (bucket, buckets) = (new TokenBucket(new TokenRate(1, 5)), new TokenBuckets(new TokenRate(1, 5), Secret(7)));
        // The least of some tries: while code is being compiled, the runtime allocates for itself.
        Assert.Equal(0, Enumerable.Range(0, 20).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Decide(10_000);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));

        void Decide(int times)
        {
            for (var i = 0; i < times; i++)
            {
                bucket.Take(Second + i);
                buckets.Take((ulong)i, Second + i);
            }
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1_000_001, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 10_000_001)]
    public void Rate_outside_its_range_is_refused(int perSecond, int burst) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenRate(perSecond, burst));

    private static UInt128 Secret(ulong seed) => new(seed << 40, seed << 20);

    private static int Passing(TokenBucket bucket, long now, int requests)
    {
        var passed = 0;
        for (var i = 0; i < requests; i++) passed += bucket.Take(now) == 0 ? 1 : 0;
        return passed;
    }
}
