namespace Reliability.Core.Rum.Intake;

/// <summary>One token bucket, full at the start. Thread-safe, without locks.</summary>
/// <param name="rate">What it lets through.</param>
public sealed class TokenBucket(TokenRate rate)
{
    private long _fullAt;

    /// <summary>Lets a request pass, or tells when the next one may.</summary>
    /// <param name="now">Now, in nanoseconds of a clock that never goes back.</param>
    /// <returns>0 for a request that may pass; else the nanoseconds until one may, and nothing was taken.</returns>
    public long Take(long now)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _fullAt);
            var wait = rate.WaitOf(seen, now);
            if (wait > 0) return wait;
            if (Interlocked.CompareExchange(ref _fullAt, Math.Max(seen, now) + rate.Interval, seen) == seen) return 0;
        }
    }
}
