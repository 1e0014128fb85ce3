using FsCheck;
using FsCheck.Fluent;
using Reliability.Core.Slo;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo.Properties;

public sealed class SliceLaws
{
    private static readonly Gen<SliPoint> Points =
        from ago in Gen.Choose(1, 200)
        from total in Gen.Choose(0, 20)
        from good in Gen.Choose(0, total)
        select MinutePoint(ago, good, total);

    private static readonly Gen<ServiceLevelObjective> Objectives =
        from method in Gen.Elements(BudgetingMethod.Occurrences, BudgetingMethod.Timeslices, BudgetingMethod.RatioTimeslices)
        from noData in Gen.Elements(NoDataPolicy.Exclude, NoDataPolicy.Good, NoDataPolicy.Bad, NoDataPolicy.NoData)
        from lowTraffic in Gen.Elements<LowTrafficPolicy>(new LowTrafficPolicy.None(), new LowTrafficPolicy.MinEvents(5), new LowTrafficPolicy.Slots(Minute * 5))
        from window in Gen.Elements<SloWindow>(
            new RollingWindow(Duration("2h")),
            new CalendarWindow(Duration("3h"), new DateTime(2026, 1, 1), TimeZoneInfo.Utc))
        select Sliced(method, 0.9m, "2h", sliceTarget: 0.8m, slice: "5m") with
        {
            NoData = noData,
            LowTraffic = lowTraffic,
            Window = window,
            Alerts = BurnRatePolicy.Google.For(TimeSpan.FromHours(2), BurnRateScaling.Budget),
        };

    private static readonly Arbitrary<(ServiceLevelObjective Slo, SliPoint[] Series)> Cases =
        (from slo in Objectives from points in Points.ArrayOf() select (slo, points)).ToArbitrary();

    [Fact]
    public void Minute_by_minute_gives_what_everything_at_once_gives() => Holds(Cases, each =>
        Enumerable.Range(0, 40).All(index =>
        {
            var now = Now.AddMinutes(-5 * index);
            var soFar = each.Series.Where(point => point.Start < now).ToArray();
            return Same(EvaluateAt(now, each.Slo, soFar), EvaluateAt(now, each.Slo, each.Series));
        }));

    [Fact]
    public void Order_of_the_points_does_not_matter() => Holds(Cases, each =>
        Same(Evaluate(each.Slo, each.Series), Evaluate(each.Slo, [.. each.Series.Reverse()])));

    [Fact]
    public void One_more_bad_event_in_a_minute_with_events_never_raises_the_remaining_budget() => Holds(Cases, each =>
    {
        // A slice below the minimum of events does not count, so one more event may make it count.
        var slo = each.Slo with { LowTraffic = new LowTrafficPolicy.None() };
        var known = each.Series.Where(point => point.Total > 0).ToArray();
        var before = Evaluate(slo, known);
        return known.Take(5).All(point =>
            Left(Evaluate(slo, [.. known, new SliPoint(point.Start, Minute, 0, 1)])) <= Left(before));
    });

    [Fact]
    public void Slices_are_what_a_plain_loop_over_them_gives() => Holds(Cases, each =>
    {
        var slo = each.Slo with { Window = new RollingWindow(Duration("2h")), LowTraffic = new LowTrafficPolicy.None() };
        var status = Evaluate(slo, each.Series);
        var rates = Enumerable.Range(0, 24).Select(slice => RateOf(slo, each.Series, Now.AddMinutes(-120 + (5 * slice)))).ToArray();
        var counted = rates.Where(rate => rate is not null).Select(rate => rate!.Value).ToArray();
        return slo.BudgetingMethod == BudgetingMethod.Occurrences
            || (slo.NoData == NoDataPolicy.NoData && counted.Length < 24 && status.NoData)
            || (counted.Length == 0 && status.NoData)
            || (status.Total == counted.Length && Math.Abs(status.Sli!.Value - counted.Average()) < 1e-20m);
    });

    private static decimal? RateOf(ServiceLevelObjective slo, SliPoint[] points, DateTimeOffset start)
    {
        var inside = points.Where(point => point.Start >= start && point.Start < start.AddMinutes(5)).ToArray();
        var (good, total) = (inside.Sum(point => point.Good), inside.Sum(point => point.Total));
        if (total == 0)
            return slo.NoData switch { NoDataPolicy.Good => 1m, NoDataPolicy.Bad => 0m, _ => null };
        if (slo.BudgetingMethod == BudgetingMethod.RatioTimeslices)
            return good / total;
        return good >= 0.8m * total ? 1m : 0m;
    }

    private static decimal Left(SloStatus status) => status.ErrorBudget.RemainingPercent ?? decimal.MinValue;

    private static void Holds<T>(Arbitrary<T> cases, Func<T, bool> law) => Prop.ForAll(cases, law).QuickCheckThrowOnFailure();

    private static bool Same(SloStatus one, SloStatus other) =>
        one.BurnRates.SequenceEqual(other.BurnRates) && one.Alerts.SequenceEqual(other.Alerts)
        && one with { BurnRates = other.BurnRates, Alerts = other.Alerts } == other;
}
