using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo.Reports;

public sealed class SloDaysTests
{
    private static readonly DateOnly Today = new(2026, 10, 1);

    [Fact]
    public void Day_counts_what_starts_in_it()
    {
        var days = Judge(Objective(), [Point(12, 9, 10), Point(13, 99, 100), Point(36, 100, 100), Point(37, 0, 7)], Today.AddDays(-1), Today);

        Assert.Equal([(199m, 200m, 0.995m, true), (9m, 10m, 0.9m, false)], days.Select(day => (day.Good, day.Total, day.Sli!.Value, day.IsComplete)));
        Assert.Equal([true, false], days.Select(day => day.IsMet!.Value));
    }

    [Fact]
    public void Day_without_events_is_neither_met_nor_missed()
    {
        var day = Assert.Single(Judge(Objective(), [], Today));
        Assert.Null(day.Sli);
        Assert.Null(day.IsMet);
    }

    [Fact]
    public void Day_has_all_its_slices()
    {
        var slo = Sliced(BudgetingMethod.Timeslices, 0.99m, "7d", slice: "1h") with { NoData = NoDataPolicy.Bad };
        var days = Judge(slo, [], Today.AddDays(-1), Today);
        Assert.Equal([24m, 12m], days.Select(day => day.Total));
    }

    [Fact]
    public void Day_names_the_corrections_that_it_was_judged_with()
    {
        var corrections = new[] { new SloCorrection(Now.AddHours(-13), Now.AddHours(-12), CorrectionEffect.Good) };
        var observed = new SloObservations([[Point(13, 0, 10)]], corrections);
        var days = SloDays.Judge(Objective(), observed, [Today.AddDays(-1), Today], Now, new SloPolicy()).ToArray();

        Assert.Equal(1m, days[0].Sli);
        Assert.Equal(["c", "n"], days.Select(day => day.CorrectionsVersion[..1]));
        Assert.Equal(SloDays.VersionOn(Today.AddDays(-1), corrections), days[0].CorrectionsVersion);
    }

    [Fact]
    public void Day_that_has_just_begun_is_left_out() =>
        Assert.Empty(SloDays.Judge(Objective(), SloObservations.None(Objective()), [Today], SloDays.StartOf(Today).AddSeconds(59), new SloPolicy()));

    private static SloDay[] Judge(ServiceLevelObjective slo, SliPoint[] points, params DateOnly[] days) =>
        [.. SloDays.Judge(slo, SloObservations.Of(points), days, Now, new SloPolicy())];
}
