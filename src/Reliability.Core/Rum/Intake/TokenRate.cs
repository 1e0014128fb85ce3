namespace Reliability.Core.Rum.Intake;

/// <summary>How many requests a bucket lets through.</summary>
/// <remarks>
/// Buckets are kept as the generic cell rate algorithm has them (ITU-T I.371): instead of a number of tokens and the time of the
/// last request, only the time at which the bucket will be full again. That is one number, which one atomic operation changes.
/// </remarks>
public readonly record struct TokenRate
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Makes a rate.</summary>
    /// <param name="perSecond">Requests per second in the long run, 1 to 1,000,000.</param>
    /// <param name="burst">Requests at once when the bucket is full, 1 to 10,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public TokenRate(int perSecond, int burst)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perSecond, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perSecond, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(burst, 10_000_000);
        Interval = NanosecondsPerSecond / perSecond;
        Tolerance = Interval * (burst - 1);
    }

    /// <summary>Gets the nanoseconds in which one token grows back.</summary>
    public long Interval { get; }

    /// <summary>Gets how far ahead of the clock a bucket may be for one more request to pass, in nanoseconds.</summary>
    public long Tolerance { get; }

    /// <summary>Tells how long a request would have to wait.</summary>
    /// <param name="fullAt">When the bucket will be full; a time that is over means that it is.</param>
    /// <param name="now">Now, on the same clock, in nanoseconds.</param>
    /// <returns>Nanoseconds; 0 or less when it may pass.</returns>
    public long WaitOf(long fullAt, long now) => Math.Max(fullAt, now) - now - Tolerance;

    /// <summary>Takes a token out of a bucket, whether it has one or not.</summary>
    /// <param name="fullAt">When the bucket will be full.</param>
    /// <param name="now">Now, in nanoseconds.</param>
    public void Charge(ref long fullAt, long now)
    {
        long seen;
        do seen = Volatile.Read(ref fullAt);
        while (Interlocked.CompareExchange(ref fullAt, Math.Max(seen, now) + Interval, seen) != seen);
    }
}
