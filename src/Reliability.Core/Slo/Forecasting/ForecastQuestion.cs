namespace Reliability.Core.Slo.Forecasting;

/// <summary>What a forecast is made from.</summary>
public sealed record ForecastQuestion
{
    /// <summary>Gets the instant of the forecast.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Gets the hours up to <see cref="Now"/>, the latest first: hour k ends k hours before. May be empty.</summary>
    public required IReadOnlyList<HourTally> Hours { get; init; }

    /// <summary>Gets the target ratio: 0 to 1.</summary>
    public required double Target { get; init; }

    /// <summary>Gets the length of the window; above 0. What is older leaves a rolling one.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Gets the end of a calendar window; null for a rolling one, where the forecast looks ahead by <see cref="Window"/>.</summary>
    public DateTimeOffset? PeriodEnd { get; init; }

    /// <summary>Gets what the window holds so far.</summary>
    public required HourTally Current { get; init; }

    /// <summary>Gets what the random numbers start from: the same question has the same answer.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets the instant up to which violations are looked for.</summary>
    public DateTimeOffset Horizon => PeriodEnd ?? (Now > DateTimeOffset.MaxValue - Window ? DateTimeOffset.MaxValue : Now + Window);
}
