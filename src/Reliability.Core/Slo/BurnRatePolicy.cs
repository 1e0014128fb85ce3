namespace Reliability.Core.Slo;

/// <summary>How a policy made for one window fits another.</summary>
public enum BurnRateScaling
{
    /// <summary>The windows stay, and so does the share of the budget: factor = share x window / long window.</summary>
    Budget,

    /// <summary>The factors stay, and the windows grow with the objective's, rounded to the minute.</summary>
    Windows,
}

/// <summary>Burn-rate alerts for objectives of a certain window.</summary>
/// <param name="Name">The name.</param>
/// <param name="Period">The window it is made for; a second or more.</param>
/// <param name="Tiers">The alerts; at least one.</param>
public sealed record BurnRatePolicy(string Name, TimeSpan Period, IReadOnlyList<BurnRateTier> Tiers)
{
    /// <summary>The name of <see cref="Google"/>, which objectives have that name none.</summary>
    public const string GoogleName = "google-30d";

    /// <summary>Gets 14.4 over 1 h and 6 over 6 h as pages, 3 over 1 d and 1 over 3 d as tickets: 2, 5, 10 and 10 % of 30 days.</summary>
    /// <remarks>The Site Reliability Workbook, chapter 5, table 5-8 and the rules below it.</remarks>
    public static BurnRatePolicy Google { get; } = new(
        GoogleName,
        TimeSpan.FromDays(30),
        [
            new(BurnRateTier.Page, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m),
            new(BurnRateTier.Page, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6m),
            new(BurnRateTier.Ticket, TimeSpan.FromDays(1), TimeSpan.FromHours(2), 3m),
            new(BurnRateTier.Ticket, TimeSpan.FromDays(3), TimeSpan.FromHours(6), 1m),
        ]);

    // Windows that scale need round factors at four weeks: those of Pyrra (github.com/pyrra-dev/pyrra).
    private static readonly BurnRatePolicy FourWeeks = new(
        GoogleName,
        TimeSpan.FromDays(28),
        [
            new(BurnRateTier.Page, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14m),
            new(BurnRateTier.Page, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 7m),
            new(BurnRateTier.Ticket, TimeSpan.FromDays(1), TimeSpan.FromHours(2), 2m),
            new(BurnRateTier.Ticket, TimeSpan.FromDays(4), TimeSpan.FromHours(6), 1m),
        ]);

    /// <summary>Fits the alerts to an objective's window.</summary>
    /// <param name="window">The nominal length of that window; a second or more.</param>
    /// <param name="scaling">What stays.</param>
    public IReadOnlyList<BurnRateTier> For(TimeSpan window, BurnRateScaling scaling)
    {
        if (scaling == BurnRateScaling.Budget)
            return [.. Tiers.Select(tier => tier with { Factor = tier.Factor * window.Ticks / Period.Ticks })];
        var policy = Name == GoogleName ? FourWeeks : this;
        return
        [
            .. policy.Tiers.Select(tier => tier with
            {
                LongWindow = policy.Scale(tier.LongWindow, window),
                ShortWindow = policy.Scale(tier.ShortWindow, window),
            }),
        ];
    }

    private TimeSpan Scale(TimeSpan length, TimeSpan window)
    {
        var minutes = (decimal)length.Ticks / TimeSpan.TicksPerMinute * (window.Ticks / TimeSpan.TicksPerSecond) / (Period.Ticks / TimeSpan.TicksPerSecond);
        return new TimeSpan((long)decimal.Round(minutes, MidpointRounding.AwayFromZero) * TimeSpan.TicksPerMinute);
    }
}
