namespace Reliability.Core.Slo.Reports;

/// <summary>Tells which hours of the window spent the error budget.</summary>
public static class BudgetDrain
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Returns the hours that spent most, the worst first; of equals the later one.</summary>
    /// <remarks>An hour of a composite spends what its members spend, by their weights, as the composite itself does.</remarks>
    /// <param name="slo">The objective.</param>
    /// <param name="observed">What was counted: all of the window.</param>
    /// <param name="now">The instant of the judgement.</param>
    /// <param name="policy">By which numbers it is judged.</param>
    /// <param name="count">How many hours at most; 1 or more.</param>
    public static IReadOnlyList<DrainedHour> Rank(
        ServiceLevelObjective slo, SloObservations observed, DateTimeOffset now, SloPolicy policy, int count)
    {
        ArgumentNullException.ThrowIfNull(slo);
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var start = slo.Window.At(now).Start;
        var length = LengthOf(slo, observed);
        var inside = observed with { Members = [.. observed.Members.Select(points => points.Where(point => point.Start >= start && point.Start < now).ToArray())] };
        var hours = Judge(slo, new SloStretch(slo, inside, length), new SloPeriod(start, now), length, policy);
        var totals = Enumerable.Range(0, PartsOf(slo)).Select(part => hours.Sum(hour => hour.Parts[part].Total)).ToArray();
        // Events of one part stay whole numbers, and dividing last keeps exact what is.
        var spent = hours.Select(hour => (hour.Start, hour.Parts, Spent: totals.Length == 1 ? hour.Parts[0].Bad : ErrorRateOf(slo, hour.Parts, totals))).ToArray();
        var (sum, budget) = (spent.Sum(hour => hour.Spent), BurnRate.BudgetOf(slo.Target) * (totals.Length == 1 ? totals[0] : 1m));
        return
        [
            .. spent.Where(hour => hour.Spent > 0m)
                .OrderByDescending(hour => hour.Spent)
                .ThenByDescending(hour => hour.Start)
                .Take(count)
                .Select(hour => new DrainedHour(
                    hour.Start,
                    length,
                    hour.Parts.Sum(part => part.Bad),
                    hour.Parts.Sum(part => part.Total),
                    hour.Spent / sum,
                    hour.Spent * 100m / budget)),
        ];
    }

    // Whole slices, and whole points: neither can be told apart.
    private static TimeSpan LengthOf(ServiceLevelObjective slo, SloObservations observed)
    {
        var longest = observed.Members.SelectMany(points => points).Select(point => point.Duration).DefaultIfEmpty().Max();
        var length = Hour * Math.Ceiling(longest / Hour);
        length = length > Hour ? length : Hour;
        return slo.SliceWindow is { } slice ? slice * Math.Ceiling(length / slice) : length;
    }

    private static List<(DateTimeOffset Start, Part[] Parts)> Judge(
        ServiceLevelObjective slo, SloStretch stretch, SloPeriod period, TimeSpan length, SloPolicy policy)
    {
        var hours = new List<(DateTimeOffset, Part[])>();
        var isEmptyBad = slo.NoData == NoDataPolicy.Bad && slo.SliceWindow is not null;
        var early = period.Start.UtcTicks % length.Ticks;
        var first = period.Start.UtcTicks - early + (isEmptyBad && early > 0 ? length.Ticks : 0);
        for (var start = new DateTimeOffset(first, TimeSpan.Zero); start < period.End; start += length)
        {
            if (stretch.IsEmpty(start) && !isEmptyBad)
                continue;
            var parts = Enumerable.Range(0, PartsOf(slo))
                .Select(part => stretch.Judge(start, period.End, policy, PartsOf(slo) == 1 ? null : part))
                .Select(status => status is null ? default : new Part(status.Total - status.Good, status.Total));
            hours.Add((start, [.. parts]));
        }

        return hours;
    }

    // A slice that is bad for one member of timeslices is bad for all: they cannot be told apart.
    private static int PartsOf(ServiceLevelObjective slo) => slo.BudgetingMethod == BudgetingMethod.Timeslices ? 1 : slo.Members.Count;

    private static decimal ErrorRateOf(ServiceLevelObjective slo, Part[] parts, decimal[] totals)
    {
        var sum = 0m;
        for (var index = 0; index < parts.Length; index++)
        {
            if (totals[index] > 0m)
                sum += parts[index].Bad / totals[index] * FactorOf(slo, slo.Members[index]);
        }

        return sum;
    }

    // As the composite's own burn: rates add up in units of its budget, missing shares by weight.
    private static decimal FactorOf(ServiceLevelObjective slo, SloMember member) =>
        slo.BudgetingMethod != BudgetingMethod.Occurrences || member.Target == slo.Target
            ? member.Weight
            : member.Weight * BurnRate.BudgetOf(slo.Target) / BurnRate.BudgetOf(member.Target);

    private readonly record struct Part(decimal Bad, decimal Total);
}
