namespace Reliability.Core.Slo;

/// <summary>What an objective's budget counts, and up to when: one series a member, or one for all where slices are good or bad.</summary>
/// <param name="Series">The units.</param>
/// <param name="AsOf">The end of what counts, in ticks: now, or the end of the last complete slice.</param>
internal sealed record SloUnits(IReadOnlyList<IUnitSeries> Series, long AsOf);

/// <summary>The events of an objective's members: as points, or as minute cells. Both must give the same sums.</summary>
internal interface ICountedEvents
{
    /// <summary>Returns the events of each member, up to now.</summary>
    IReadOnlyList<IUnitSeries> Events();

    /// <summary>Returns slices of time.</summary>
    /// <param name="plan">How they are made.</param>
    /// <param name="asOf">The end of the last complete one, in ticks.</param>
    IReadOnlyList<IUnitSeries> Slices(SlicePlan plan, long asOf);

    /// <summary>Returns the end of the latest stretch with events of each member that matters, at most now; null without any.</summary>
    IReadOnlyList<DateTimeOffset?> Lasts();
}
