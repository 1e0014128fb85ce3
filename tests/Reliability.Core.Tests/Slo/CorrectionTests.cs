using Reliability.Core.Slo;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo;

public sealed class CorrectionTests
{
    [Fact]
    public void Excluded_time_neither_counts_nor_lengthens_the_window()
    {
        // A day of seven is excluded, and an hour of the rest is bad: 60 of 8,640 minutes.
        var slo = Sliced(BudgetingMethod.Timeslices, 0.99m, "7d");
        SliPoint[] points = [.. Enumerable.Range(1, 10_080).Select(ago => MinutePoint(ago, ago is <= 60 or (> 2_880 and <= 4_320) ? 0 : 1, 1))];
        var status = Evaluate(slo, points, Over(4_320, 2_880, CorrectionEffect.Exclude));

        Close(60.0 / 8_640, 1m - status.Sli);
        Assert.Equal((8_640m, 86.4m), (status.Total, status.ErrorBudget.Minutes.Total));
        Close(26.4, status.ErrorBudget.Minutes.Remaining);
    }

    [Fact]
    public void Time_counted_good_leaves_the_window_as_long()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.99m, "7d");
        SliPoint[] points = [.. Enumerable.Range(1, 10_080).Select(ago => MinutePoint(ago, ago is <= 60 or (> 2_880 and <= 4_320) ? 0 : 1, 1))];
        var status = Evaluate(slo, points, Over(4_320, 2_880, CorrectionEffect.Good));

        Close(60.0 / 10_080, 1m - status.Sli);
        Assert.Equal(10_080m, status.Total);
    }

    [Theory]
    [InlineData(CorrectionEffect.Exclude, 10, 10)]
    [InlineData(CorrectionEffect.Good, 20, 20)]
    public void Events_belong_to_the_correction_that_they_start_in(CorrectionEffect effect, int good, int total)
    {
        var status = Evaluate(Objective(), [MinutePoint(30, 0, 10), MinutePoint(20, 10, 10)], Over(30, 20, effect));
        Assert.Equal((good, total), (status.Good, status.Total));
    }

    [Fact]
    public void Excluded_slices_are_no_gaps_and_no_bad_ones()
    {
        var slo = Sliced(BudgetingMethod.RatioTimeslices, 0.9m, "1h") with { NoData = NoDataPolicy.Bad };
        var status = Evaluate(slo, Minutes(30, 1, 1), Over(60, 30, CorrectionEffect.Exclude));
        Assert.Equal((1m, 30m), (status.Sli, status.Total));
    }

    [Fact]
    public void Corrections_that_overlap_count_once_and_exclusion_wins()
    {
        var status = Evaluate(
            Objective(0.99m, days: 1),
            [MinutePoint(25, 0, 10), MinutePoint(5, 10, 10)],
            Over(60, 20, CorrectionEffect.Good),
            Over(60, 20, CorrectionEffect.Exclude),
            Over(40, 10, CorrectionEffect.Exclude),
            Over(3_000, 1_430, CorrectionEffect.Exclude));

        Assert.Equal(10m, status.Total);
        Assert.Equal((1_440 - 50 - 10) * 0.01m, status.ErrorBudget.Minutes.Total);
    }

    private static SloStatus Evaluate(ServiceLevelObjective slo, SliPoint[] points, params SloCorrection[] corrections) =>
        SloEvaluator.Evaluate(slo, new SloObservations([points], corrections), Now, new SloPolicy());

    private static SloCorrection Over(int fromMinutesAgo, int toMinutesAgo, CorrectionEffect effect) =>
        new(Now.AddMinutes(-fromMinutesAgo), Now.AddMinutes(-toMinutesAgo), effect);
}
