using Reliability.Core.Slo;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo;

// OpenSLO v1, "Notes (Composite SLO)".
public sealed class CompositeTests
{
    [Fact]
    public void Burn_rates_of_events_add_up_by_weight()
    {
        var slo = Composite(Member(0.99m, "a"), Member(0.9m, "b", weight: 0.5m));
        var status = EvaluateComposite(slo, [Point(1, 998, 1_000)], [Point(1, 92, 100)]);

        // 0.2 of the budget of a, and half of 0.8 of the budget of b.
        Close(0.6, status.BurnRates[0].Rate);
        Close(40, status.ErrorBudget.RemainingPercent);
        Assert.Equal((0.99m, 1_090m, 1_100m), (status.Objective, status.Good, status.Total));
        Close(0.994, status.Sli);
        Close(0.4 * 11, status.ErrorBudget.Remaining);
    }

    [Fact]
    public void Composite_of_one_target_loses_what_its_members_lose()
    {
        var slo = Composite(Member(0.99m, "a"), Member(0.99m, "b"));
        Assert.Equal(0.99m, EvaluateComposite(slo, [Point(1, 995, 1_000)], [Point(1, 995, 1_000)]).Sli);
    }

    [Fact]
    public void Weight_of_a_hundred_burns_a_hundred_times_as_fast()
    {
        var slo = Composite(Member(0.5m, "a", weight: 100m), Member(0.5m, "b"));
        var status = EvaluateComposite(slo, [Point(1, 9, 10)], [Point(1, 10, 10)]);

        Assert.Equal(20m, status.BurnRates[0].Rate);
        Assert.Equal(0m, status.Sli);
        Assert.Equal(-1_900m, status.ErrorBudget.RemainingPercent);
    }

    [Fact]
    public void Weight_counts_for_an_only_member_too() =>
        Assert.Equal(0.98m, EvaluateComposite(Composite(Member(0.9m, "a", weight: 2m)), [Point(1, 99, 100)]).Sli);

    [Fact]
    public void Missing_shares_of_slices_add_up_to_at_most_everything()
    {
        var slo = Composite(Member(0.9m, "a"), Member(0.9m, "b")) with
        {
            BudgetingMethod = BudgetingMethod.RatioTimeslices,
            SliceWindow = Minute,
        };

        Assert.Equal(0.9m, EvaluateComposite(slo, Minutes(60, 95, 100), Minutes(60, 95, 100)).Sli);
        Assert.Equal(0m, EvaluateComposite(slo, Minutes(60, 40, 100), Minutes(60, 20, 100)).Sli);
    }

    [Fact]
    public void Slice_that_is_bad_for_one_member_is_bad()
    {
        var slo = Composite(Member(0.9m, "a"), Member(0.9m, "b")) with
        {
            BudgetingMethod = BudgetingMethod.Timeslices,
            SliceWindow = Minute,
        };
        var status = EvaluateComposite(
            slo,
            [MinutePoint(4, 1, 1), MinutePoint(3, 0, 1), MinutePoint(2, 1, 1)],
            [MinutePoint(4, 1, 1), MinutePoint(3, 1, 1), MinutePoint(1, 0, 1)]);

        Assert.Equal((2m, 4m), (status.Good, status.Total));
    }

    [Fact]
    public void Member_without_events_does_not_count()
    {
        var slo = Composite(Member(0.9m, "a"), Member(0.9m, "b"));

        Assert.Equal(0.95m, EvaluateComposite(slo, [Point(1, 95, 100)], []).Sli);
        Assert.True(EvaluateComposite(slo, [], []).NoData);
        Assert.True(EvaluateComposite(slo with { NoData = NoDataPolicy.NoData }, [Point(1, 95, 100)], []).NoData);
        Assert.Equal(-950m, EvaluateComposite(slo with { NoData = NoDataPolicy.Bad }, [Point(1, 95, 100)], []).ErrorBudget.RemainingPercent);
    }

    private static ServiceLevelObjective Composite(params SloMember[] members) => Objective() with { Members = members };
}
