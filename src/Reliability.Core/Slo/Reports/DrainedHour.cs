namespace Reliability.Core.Slo.Reports;

/// <summary>An hour that spent error budget.</summary>
/// <param name="Start">When it starts, UTC.</param>
/// <param name="Length">An hour; more where slices or points are longer than one, or do not fit into it.</param>
/// <param name="Bad">Bad events, or slices, of the hour; a composite adds up its members.</param>
/// <param name="Total">Valid events, or slices, of the hour.</param>
/// <param name="Share">The part of all that was spent in the window: above 0, up to 1; all hours together give 1.</param>
/// <param name="BudgetPercent">The part of the window's budget that it spent, in percent: 100 is all of it, and it may be more.</param>
public sealed record DrainedHour(
    DateTimeOffset Start, TimeSpan Length, decimal Bad, decimal Total, decimal Share, decimal BudgetPercent)
{
    /// <summary>Gets what was going on in it, as far as it is known.</summary>
    public IReadOnlyList<HourCircumstance> Circumstances { get; init; } = [];
}

/// <summary>Something that was going on in an hour.</summary>
/// <param name="Kind">What it is: <c>page</c>, <c>device</c> or <c>correction</c>.</param>
/// <param name="Text">The page, the device, or what the correction says.</param>
/// <param name="Bad">Its bad events; null where nothing is counted.</param>
/// <param name="Total">Its valid events; null where nothing is counted.</param>
public sealed record HourCircumstance(string Kind, string Text, decimal? Bad, decimal? Total)
{
    /// <summary>Returns those with most bad events.</summary>
    /// <param name="all">Each at most once; those without bad events are left out.</param>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<HourCircumstance> Worst(IEnumerable<HourCircumstance> all, int count) =>
    [
        .. all.Where(each => each.Bad > 0m)
            .OrderByDescending(each => each.Bad)
            .ThenBy(each => each.Total)
            .ThenBy(each => each.Text, StringComparer.Ordinal)
            .Take(count),
    ];
}
