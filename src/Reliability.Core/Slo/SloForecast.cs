namespace Reliability.Core.Slo;

/// <summary>When an objective will be violated. An objective that is violated already has the instant of the forecast throughout.</summary>
/// <param name="WillViolate">Whether that is as likely as not, or likelier: <see cref="Probability"/> is 0.5 or more.</param>
/// <param name="P10">The instant before which it happens with probability 0.1; null when that is not before <see cref="Horizon"/>.</param>
/// <param name="P50">The same with probability 0.5.</param>
/// <param name="P90">The same with probability 0.9.</param>
public sealed record SloForecast(bool WillViolate, DateTimeOffset? P10, DateTimeOffset? P50, DateTimeOffset? P90)
{
    /// <summary>Gets the probability that the objective is violated before <see cref="Horizon"/>: 0 to 1, in thousandths.</summary>
    public decimal Probability { get; init; }

    /// <summary>Gets how far the forecast looks: the end of a calendar window; for a rolling one, one window ahead.</summary>
    public DateTimeOffset Horizon { get; init; }

    /// <summary>Gets the whole days of history that it comes from.</summary>
    public int HistoryDays { get; init; }

    /// <summary>Gets the share of the budget that was left when it was made, in percent; null when not known.</summary>
    public decimal? RemainingPercent { get; init; }
}
