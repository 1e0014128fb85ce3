using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo.Reports;

public sealed class BudgetDrainTests
{
    [Fact]
    public void Hours_that_spent_most_come_first_with_their_shares()
    {
        var hours = Rank(Objective(), Point(2, 990, 1_000), Point(5, 940, 1_000), Point(9, 1_000, 1_000), Point(700, 970, 1_000));

        Assert.Equal([(Now.AddHours(-5), 60m), (Now.AddHours(-700), 30m), (Now.AddHours(-2), 10m)], hours.Select(hour => (hour.Start, hour.Bad)));
        Assert.Equal([0.6m, 0.3m, 0.1m], hours.Select(hour => hour.Share));
        // 60 of 4,000 events at 1 % allowed: one and a half budgets.
        Assert.Equal(150m, hours[0].BudgetPercent);
    }

    [Fact]
    public void Shares_of_all_hours_add_up_to_what_the_window_spent()
    {
        var slo = Sliced(BudgetingMethod.RatioTimeslices, 0.9m, "1d");
        var points = Enumerable.Range(1, 1_440).Select(ago => MinutePoint(ago, ago % 7, 7)).ToArray();

        var hours = BudgetDrain.Rank(slo, SloObservations.Of(points), Now, new SloPolicy(), 100);

        Close(1, hours.Sum(hour => hour.Share));
        Close((double)(100m - Evaluate(slo, points).ErrorBudget.RemainingPercent!.Value), hours.Sum(hour => hour.BudgetPercent));
    }

    [Fact]
    public void Composite_spends_by_the_weights_and_budgets_of_its_members()
    {
        var slo = Objective() with { Members = [Member(0.99m, "a"), Member(0.9m, "b", weight: 2m)] };
        SliPoint[][] members = [[Point(3, 90, 100), Point(4, 100, 100)], [Point(3, 100, 100), Point(4, 50, 100)]];

        var hours = BudgetDrain.Rank(slo, new SloObservations(members, []), Now, new SloPolicy(), 5);

        // a: 0.1 / 2 of 0.01; b: 2 x 0.5 / 2 of 0.1.
        Assert.Equal([(Now.AddHours(-3), 500m), (Now.AddHours(-4), 500m)], hours.Select(hour => (hour.Start, hour.BudgetPercent)));
        Close((double)(100m - EvaluateComposite(slo, members).ErrorBudget.RemainingPercent!.Value), hours.Sum(hour => hour.BudgetPercent));
    }

    [Fact]
    public void Corrected_time_spends_nothing()
    {
        var corrections = new[] { new SloCorrection(Now.AddHours(-5), Now.AddHours(-4), CorrectionEffect.Exclude) };
        var observed = new SloObservations([[Point(5, 0, 100), Point(2, 90, 100)]], corrections);
        Assert.Equal(Now.AddHours(-2), Assert.Single(BudgetDrain.Rank(Objective(), observed, Now, new SloPolicy(), 5)).Start);
    }

    [Fact]
    public void Slices_longer_than_an_hour_stay_whole()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.9m, "7d", slice: "90m");
        var hours = Rank(slo, [.. Enumerable.Range(1, 48).Select(ago => Point(ago, ago == 7 ? 0 : 1, 1))]);
        Assert.Equal(TimeSpan.FromMinutes(90), Assert.Single(hours.Select(hour => hour.Length).Distinct()));
        Assert.Equal(1m, hours.Sum(hour => hour.Share));
    }

    [Fact]
    public void Nothing_spent_gives_no_hours()
    {
        Assert.Empty(Rank(Objective()));
        Assert.Empty(Rank(Objective(), Point(2, 100, 100)));
    }

    [Fact]
    public void Empty_slices_that_count_as_bad_spend_too()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.9m, "3h", slice: "15m") with { NoData = NoDataPolicy.Bad };
        var hours = Rank(slo, Point(3, 1, 1), Point(1, 1, 1));
        Assert.Equal((Now.AddHours(-2), 4m), (Assert.Single(hours).Start, hours[0].Bad));
    }

    private static IReadOnlyList<DrainedHour> Rank(ServiceLevelObjective slo, params SliPoint[] points) =>
        BudgetDrain.Rank(slo, SloObservations.Of(points), Now, new SloPolicy(), 5);
}
