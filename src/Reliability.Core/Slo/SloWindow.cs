namespace Reliability.Core.Slo;

/// <summary>A stretch of time.</summary>
/// <param name="Start">The start, included.</param>
/// <param name="End">The end, excluded; after <paramref name="Start"/>.</param>
public readonly record struct SloPeriod(DateTimeOffset Start, DateTimeOffset End);

/// <summary>The time over which an error budget is given.</summary>
/// <param name="Duration">Its length as the document writes it.</param>
public abstract record SloWindow(SloDuration Duration)
{
    /// <summary>Returns the window that holds an instant.</summary>
    /// <param name="now">The instant of the evaluation.</param>
    public abstract SloPeriod At(DateTimeOffset now);
}

/// <summary>A window that always ends now; a month counts 30 days, a quarter 90, a year 365.</summary>
/// <param name="Duration">Its length.</param>
public sealed record RollingWindow(SloDuration Duration) : SloWindow(Duration)
{
    /// <inheritdoc/>
    public override SloPeriod At(DateTimeOffset now) => new(now - Duration.Nominal, now);
}
