namespace Reliability.Integrations.AzureMonitor;

/// <summary>Whole bins of one length, counted from midnight UTC.</summary>
/// <param name="First">The start of the first.</param>
/// <param name="End">The end of the last; not after <paramref name="First"/> when there is none.</param>
/// <param name="Length">Their length.</param>
internal readonly record struct BinRange(DateTimeOffset First, DateTimeOffset End, TimeSpan Length)
{
    /// <summary>Makes the bins that start in a stretch of time and have ended.</summary>
    /// <param name="from">The start, included.</param>
    /// <param name="until">The end, excluded.</param>
    /// <param name="now">What has ended: a bin that has not would give a value that is not final.</param>
    /// <param name="length">Their length.</param>
    public static BinRange Of(DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, TimeSpan length)
    {
        var (end, ended) = (Ceiling(until, length), Floor(now, length));
        return new BinRange(Ceiling(from, length), end < ended ? end : ended, length);
    }

    /// <summary>Leaves out what lies before an instant.</summary>
    public BinRange After(DateTimeOffset instant) => instant > First ? this with { First = Ceiling(instant, Length) } : this;

    /// <summary>Tells whether a bin starts at an instant, whichever.</summary>
    public bool IsAligned(DateTimeOffset instant) => instant.UtcTicks % Length.Ticks == 0;

    /// <summary>Tells whether one of these bins starts at an instant.</summary>
    public bool Contains(DateTimeOffset start) => IsAligned(start) && start >= First && start < End;

    /// <summary>Cuts them into parts.</summary>
    /// <param name="most">The length of a part; at least one bin.</param>
    public IEnumerable<BinRange> Parts(TimeSpan most)
    {
        var step = Length * Math.Max(1, most.Ticks / Length.Ticks);
        for (var start = First; start < End; start += step)
            yield return this with { First = start, End = End - start > step ? start + step : End };
    }

    private static DateTimeOffset Floor(DateTimeOffset instant, TimeSpan length) => instant.AddTicks(-(instant.UtcTicks % length.Ticks));

    private static DateTimeOffset Ceiling(DateTimeOffset instant, TimeSpan length) =>
        instant.UtcTicks % length.Ticks == 0 ? instant : Floor(instant, length) + length;
}
