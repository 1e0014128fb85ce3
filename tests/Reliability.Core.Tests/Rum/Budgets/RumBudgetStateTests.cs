using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum.Budgets;

public sealed class RumBudgetStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RumBudget Budget = new(VitalMetric.LCP, 2_500m);

    [Fact]
    public void Breach_and_recovery_are_each_told_once()
    {
        var states = new[] { 1_000, 5_000, 5_000, 1_000, 1_000 }.Select(value => Samples(200, value));
        RumBudgetState? state = null;
        var told = new List<(int Minute, bool IsBreached)>();
        foreach (var (minute, samples) in states.Index())
        {
            var next = RumBudgetState.Next(state, "shop", Budget, samples, 100, Noon.AddMinutes(minute));
            if (next.AlertSince(state) is { } alert) told.Add((minute, alert.State.IsBreached));
            state = next;
        }

        Assert.Equal([(1, true), (3, false)], told);
        Assert.Equal(Noon.AddMinutes(3), state!.Since);
        Assert.Equal(Noon.AddMinutes(4), state.EvaluatedAt);
    }

    [Fact]
    public void Few_samples_change_nothing_either_way()
    {
        var breached = Next(null, Samples(100, 9_000));
        Assert.True(breached.IsBreached);
        var still = Next(breached, Samples(99, 1_000));
        Assert.Equal((true, RumBudgetVerdict.Insufficient), (still.IsBreached, still.Verdict));
        Assert.Equal((false, RumBudgetVerdict.Insufficient), (Next(null, Samples(99, 9_000)).IsBreached, Next(null, Samples(99, 9_000)).Verdict));
        Assert.Equal(RumBudgetVerdict.Insufficient, Next(null, new VitalCell()).Verdict);
    }

    [Fact]
    public void Percentile_above_the_budget_by_chance_changes_nothing()
    {
        // 26 % of the samples are above: the 75th percentile is too, but the lower end of its interval is not.
        var samples = new VitalCell();
        for (var i = 0; i < 100; i++) samples.Add(VitalMetric.LCP, i < 74 ? 2_000 : 3_000);
        var state = Next(null, samples);
        Assert.Equal((false, RumBudgetVerdict.Uncertain), (state.IsBreached, state.Verdict));
        Assert.True(Next(Next(null, Samples(100, 9_000)), samples).IsBreached);
    }

    [Fact]
    public void Value_on_the_budget_is_within() => Assert.Equal(RumBudgetVerdict.Within, RumBudgetState.Next(
        null, "shop", Budget with { P75 = (decimal)Samples(100, 2_500).Sketch.Quantile(0.75)!.Value }, Samples(100, 2_500), 100, Noon).Verdict);

    [Theory]
    [InlineData(2_500, 2_500, RumBudgetVerdict.Within)]
    [InlineData(2_500, 2_500.01, RumBudgetVerdict.Above)]
    [InlineData(4_000, 4_000, RumBudgetVerdict.Within)]
    [InlineData(4_000, 4_000.01, RumBudgetVerdict.Above)]
    [InlineData(1_000, 1_000, RumBudgetVerdict.Within)]
    [InlineData(1_000, 1_021, RumBudgetVerdict.Above)]
    public void Budget_is_judged_exactly_at_a_threshold_and_with_the_error_of_the_sketch_elsewhere(double budget, double value, RumBudgetVerdict verdict) =>
        Assert.Equal(verdict, RumBudgetState.Next(null, "shop", Budget with { P75 = (decimal)budget }, Samples(100, value), 100, Noon).Verdict);

    [Fact]
    public void Samples_that_are_all_on_a_budget_are_within_it()
    {
        for (var value = 900; value < 1_200; value++)
            Assert.Equal(RumBudgetVerdict.Within, RumBudgetState.Next(null, "shop", Budget with { P75 = value }, Samples(100, value), 100, Noon).Verdict);
    }

    [Fact]
    public void Lower_end_of_the_interval_is_judged_by_its_own_rank()
    {
        // 100 samples: ranks 74 and, at the lower end, 65.
        Assert.Equal(RumBudgetVerdict.Uncertain, Next(null, Mixed(66)).Verdict);
        Assert.Equal(RumBudgetVerdict.Above, Next(null, Mixed(65)).Verdict);

        static VitalCell Mixed(int good)
        {
            var cell = Samples(good, 2_500);
            cell.Merge(Samples(100 - good, 2_501));
            return cell;
        }
    }

    [Fact]
    public void Budgets_of_other_scopes_have_other_fingerprints()
    {
        RumBudget[] budgets = [Budget, Budget with { Page = "/" }, Budget with { Device = "/" }, Budget with { Release = "/" }, new(VitalMetric.INP, 200m)];
        Assert.Equal(budgets.Length, budgets.Select(budget => RumBudgetAlert.FingerprintOf("shop", budget)).Distinct().Count());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(2_000)]
    public void Interval_covers_the_true_percentile_in_about_95_of_100_samples(int size)
    {
        var random = new Random(11);
        var covered = 0;
        const int Trials = 2_000;
        for (var trial = 0; trial < Trials; trial++)
        {
            var cell = new VitalCell();
            for (var i = 0; i < size; i++) cell.Add(VitalMetric.LCP, 1_000 + (random.NextDouble() * 1_000));
            var interval = QuantileInterval.Of(VitalMetric.LCP, cell, 0.75)!.Value;
            // The sketch is within 1 % of each value.
            if (interval.Lower * 0.99 <= 1_750 && interval.Upper * 1.01 >= 1_750) covered++;
        }

        Assert.InRange(covered, Trials * 0.93, Trials);
    }

    private static RumBudgetState Next(RumBudgetState? previous, VitalCell samples) => RumBudgetState.Next(previous, "shop", Budget, samples, 100, Noon);

    private static VitalCell Samples(int count, double value)
    {
        var cell = new VitalCell();
        for (var i = 0; i < count; i++) cell.Add(VitalMetric.LCP, value);
        return cell;
    }
}
