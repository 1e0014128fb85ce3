namespace Reliability.Core.Rum.Signals;

/// <summary>Whether what programs did counts.</summary>
public enum BotSelection
{
    /// <summary>Yes.</summary>
    Include = 0,

    /// <summary>No.</summary>
    Exclude = 1,

    /// <summary>Nothing else does.</summary>
    Only = 2,
}

/// <summary>Which totals are asked for.</summary>
/// <param name="From">Start, UTC.</param>
/// <param name="To">End, UTC; not included.</param>
public sealed record SignalsQuery(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The longest list an answer has.</summary>
    public const int MaxTop = 200;

    /// <summary>Gets whether programs count.</summary>
    public BotSelection Bots { get; init; }

    /// <summary>Gets the most items of the answer.</summary>
    /// <value>1 to <see cref="MaxTop"/>; default 50.</value>
    public int Top { get; init; } = 50;

    /// <summary>Gets after which item the answer starts; null for the first.</summary>
    public ListPosition? After { get; init; }

    /// <summary>Gets the days (UTC) that overlap the time asked for, the latest first.</summary>
    public IEnumerable<DateTimeOffset> Days
    {
        get
        {
            for (var day = StartOf(To.AddTicks(-1)); day >= StartOf(From); day = day.AddDays(-1)) yield return day;
        }
    }

    /// <summary>Tells whether sessions or events count.</summary>
    /// <param name="isBot">Whether they are those of programs.</param>
    public bool Includes(bool isBot) => Bots == BotSelection.Include || isBot == (Bots == BotSelection.Only);

    /// <summary>Gets the same query about whole days.</summary>
    public SignalsQuery WidenedToDays() => this with { From = StartOf(From), To = StartOf(To.AddTicks(-1)).AddDays(1) };

    private static DateTimeOffset StartOf(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);
}

/// <summary>Which sessions are listed.</summary>
/// <param name="Time">Begin of the sessions, and paging.</param>
public sealed record SessionsQuery(SignalsQuery Time)
{
    /// <summary>Gets the page they began on; null for all.</summary>
    public string? Page { get; init; }

    /// <summary>Gets the device; null for all.</summary>
    public DeviceKind? Device { get; init; }

    /// <summary>Gets the fewest errors; 0 for all.</summary>
    public long MinErrors { get; init; }

    /// <summary>Gets the highest score; null for all, those without a score included.</summary>
    public double? MaxScore { get; init; }
}
