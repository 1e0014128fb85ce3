using FsCheck;
using FsCheck.Fluent;
using Reliability.Core.Slo;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo.Properties;

public sealed class SloLaws
{
    private static readonly Gen<SliPoint> Points =
        from hoursAgo in Gen.Choose(0, 800)
        from total in Gen.Choose(0, 1_000)
        from good in Gen.Choose(0, total)
        select Point(hoursAgo, good, total);

    private static readonly Arbitrary<SliPoint[]> Series = Points.ArrayOf().ToArbitrary();

    [Fact]
    public void One_more_bad_event_never_raises_the_remaining_budget() => Holds(Series, points =>
    {
        var less = Evaluate(Objective(), points);
        var more = Evaluate(Objective(), [.. points, Point(1, 0, 1)]);
        return more.ErrorBudget.Remaining <= less.ErrorBudget.Remaining
            && (less.NoData || more.ErrorBudget.RemainingPercent <= less.ErrorBudget.RemainingPercent)
            && (less.NoData || more.Sli <= less.Sli)
            && (less.NoData || more.Status >= less.Status);
    });

    [Fact]
    public void One_more_good_event_never_lowers_the_remaining_budget() => Holds(Series, points =>
    {
        var less = Evaluate(Objective(), points);
        var more = Evaluate(Objective(), [.. points, Point(1, 1, 1)]);
        return more.ErrorBudget.Remaining >= less.ErrorBudget.Remaining && (less.NoData || more.Status <= less.Status);
    });

    [Fact]
    public void Order_of_the_points_does_not_matter() => Holds(Series, points =>
        Same(Evaluate(Objective(), points), Evaluate(Objective(), [.. points.Reverse()])));

    [Fact]
    public void Splitting_every_point_in_two_changes_nothing() => Holds(Series, points => Same(
        Evaluate(Objective(), points),
        Evaluate(Objective(), [.. points.SelectMany(Split)])));

    [Fact]
    public void Events_outside_the_window_change_nothing() => Holds(Series, points => Same(
        Evaluate(Objective(), points),
        Evaluate(Objective(), [.. points, Point(0, 0, 1), Point(721, 0, 1)])));

    [Fact]
    public void Budget_is_spent_exactly_when_the_sli_falls_below_the_objective() => Holds(Series, points =>
    {
        var status = Evaluate(Objective(), points);
        return status.NoData
            ? status is { Sli: null, Status: SloHealth.NoData }
            : (status.Sli < status.Objective) == (status.Status == SloHealth.Violated);
    });

    [Fact]
    public void Burn_rate_over_the_whole_window_tells_the_share_of_budget_consumed() => Holds(Series, points =>
    {
        var whole = Evaluate(Objective(days: 3), points);
        return whole.BurnRates[^1].Rate is not { } rate
            || Math.Abs(100m - whole.ErrorBudget.RemainingPercent!.Value - rate * 100m) < 1e-9m;
    });

    private static void Holds(Arbitrary<SliPoint[]> series, Func<SliPoint[], bool> law) =>
        Prop.ForAll(series, law).QuickCheckThrowOnFailure();

    private static IEnumerable<SliPoint> Split(SliPoint point)
    {
        var (good, bad) = (point.Good / 2, (point.Total - point.Good) / 2);
        yield return new SliPoint(point.Start, point.Duration, good, good + bad);
        yield return new SliPoint(point.Start, point.Duration, point.Good - good, point.Total - good - bad);
    }

    private static bool Same(SloStatus one, SloStatus other) =>
        one.ErrorBudget == other.ErrorBudget && one.BurnRates.SequenceEqual(other.BurnRates)
        && one with { BurnRates = other.BurnRates, Alerts = other.Alerts } == other;
}
