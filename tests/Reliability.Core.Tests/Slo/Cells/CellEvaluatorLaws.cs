using FsCheck;
using FsCheck.Fluent;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Cells;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo.Cells;

/// <summary>The evaluation with a memory gives what the plain one gives, to the last digit, whatever happened before.</summary>
public sealed class CellEvaluatorLaws
{
    // Two nights on which Berlin changes its clock.
    private static readonly DateTimeOffset Spring = new(2026, 3, 29, 5, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Autumn = new(2026, 10, 25, 5, 0, 0, TimeSpan.Zero);

    private static readonly Gen<SloWindow> Windows = Gen.Elements<SloWindow>(
        new RollingWindow(Duration("2h")),
        new RollingWindow(Duration("30h")),
        new RollingWindow(Duration("3d")),
        new CalendarWindow(Duration("1d"), new DateTime(2026, 1, 1), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")),
        new CalendarWindow(Duration("7h"), new DateTime(2026, 1, 1, 0, 30, 0), TimeZoneInfo.Utc),
        new CalendarWindow(Duration("5h"), new DateTime(2026, 1, 1, 0, 0, 20), TimeZoneInfo.Utc));

    private static readonly Gen<(BudgetingMethod Method, LowTrafficPolicy LowTraffic, string Slice)> Methods = Gen.Elements<(BudgetingMethod, LowTrafficPolicy, string)>(
        (BudgetingMethod.Occurrences, new LowTrafficPolicy.None(), "1m"),
        (BudgetingMethod.Occurrences, new LowTrafficPolicy.MinEvents(20), "1m"),
        (BudgetingMethod.Occurrences, new LowTrafficPolicy.VolumeCorrected(), "1m"),
        (BudgetingMethod.Occurrences, new LowTrafficPolicy.Slots(TimeSpan.FromMinutes(5)), "1m"),
        (BudgetingMethod.Occurrences, new LowTrafficPolicy.Slots(TimeSpan.FromSeconds(40)), "1m"),
        (BudgetingMethod.Timeslices, new LowTrafficPolicy.None(), "1m"),
        (BudgetingMethod.Timeslices, new LowTrafficPolicy.MinEvents(3), "7m"),
        (BudgetingMethod.RatioTimeslices, new LowTrafficPolicy.None(), "5m"),
        (BudgetingMethod.RatioTimeslices, new LowTrafficPolicy.Slots(TimeSpan.FromMinutes(5)), "5m"));

    private static readonly Gen<ServiceLevelObjective> Objectives =
        from window in Windows
        from method in Methods
        from noData in Gen.Elements(NoDataPolicy.Exclude, NoDataPolicy.Good, NoDataPolicy.Bad, NoDataPolicy.NoData)
        from members in Gen.Choose(1, 2)
        select Objective(0.9m) with
        {
            Window = window,
            BudgetingMethod = method.Method,
            SliceWindow = method.Method == BudgetingMethod.Occurrences ? null : Duration(method.Slice).Nominal,
            LowTraffic = method.LowTraffic,
            NoData = noData,
            Members = [.. Enumerable.Range(0, members).Select(index => Member(0.9m + (index * 0.05m), $"{index}", weight: 1 + index) with { SliceTarget = 0.8m })],
            Alerts = BurnRatePolicy.Google.For(window.Duration.Nominal, BurnRateScaling.Budget),
        };

    // What a source says in one cycle: counts of some minutes before it, anew or for the first time, or of an hour.
    private static readonly Gen<(int Ago, int Good, int Bad, bool IsFraction, bool IsHour)> Changes =
        from ago in Gen.OneOf(Gen.Choose(1, 12), Gen.Choose(1, 200), Gen.Choose(1, 4_000))
        from good in Gen.Choose(0, 30)
        from bad in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 9)))
        from isFraction in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        from isHour in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (ago, good, bad, isFraction, isHour);

    private static readonly Gen<(int Steps, int Member, bool Corrects)> Moves =
        from steps in Gen.OneOf(Gen.Constant(1), Gen.Choose(0, 90))
        from member in Gen.Choose(0, 1)
        from corrects in Gen.Frequency((6, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (steps, member, corrects);

    private static readonly Arbitrary<Story> Stories =
        (from slo in Objectives
         from start in Gen.Elements(Spring, Autumn)
         from past in Changes.ListOf(60)
         from cycles in (from move in Moves from changes in Changes.ListOf(3) select (move, changes.ToArray())).ListOf(12)
         select new Story(slo, start, [.. past], [.. cycles])).ToArbitrary();

    [Fact]
    public void Minute_by_minute_with_a_memory_gives_what_everything_at_once_gives() =>
        Prop.ForAll(Stories, story => story.Run((evaluator, members, corrections, now) =>
        {
            var plain = SloEvaluator.Evaluate(
                story.Slo, new SloObservations([.. members.Select(series => series.ToPoints().ToArray())], corrections), now, new SloPolicy());
            var remembered = evaluator.Evaluate(members, corrections, now);
            return CellWorld.Same(plain, remembered)
                && CellWorld.Same(plain, new CellEvaluator(story.Slo, new SloPolicy()).Evaluate(members, corrections, now));
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void Evaluating_an_earlier_instant_with_all_that_came_later_gives_the_same() =>
        Prop.ForAll(Stories, story => story.Run((evaluator, members, corrections, now) =>
        {
            var later = members.Select(series => MinuteMerge.Merge(series, [new SliPoint(now, Minute, 1, 2)], now, now + Minute, now)).ToArray();
            return CellWorld.Same(evaluator.Evaluate(members, corrections, now), evaluator.Evaluate(later, corrections, now));
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void One_more_bad_event_in_a_minute_with_events_never_raises_the_remaining_budget() =>
        Prop.ForAll(Stories, story => story.Slo.LowTraffic is LowTrafficPolicy.MinEvents || story.Run((evaluator, members, _, now) =>
        {
            var before = evaluator.Evaluate(members, [], now);
            return members.Select((series, index) => (series, index)).All(each =>
                each.series.ToPoints().TakeLast(3).All(point =>
                {
                    var edit = each.series.Edit();
                    edit[point.Start] = new MinuteCount(point.Good, point.Total + 1m);
                    var more = members.ToArray();
                    more[each.index] = edit.Build();
                    return Left(evaluator.Evaluate(more, [], now)) <= Left(before) + Rounding;
                }));
        })).QuickCheckThrowOnFailure();

    // A composite multiplies rates by totals, so the 28th digit depends on the total.
    private const decimal Rounding = 1e-18m;

    private static decimal Left(SloStatus status) => status.ErrorBudget.RemainingPercent ?? decimal.MinValue;

    internal sealed record Story(
        ServiceLevelObjective Slo,
        DateTimeOffset Start,
        (int Ago, int Good, int Bad, bool IsFraction, bool IsHour)[] Past,
        ((int Steps, int Member, bool Corrects) Move, (int Ago, int Good, int Bad, bool IsFraction, bool IsHour)[] Changes)[] Cycles)
    {
        public bool Run(Func<CellEvaluator, IReadOnlyList<MinuteSeries>, IReadOnlyList<SloCorrection>, DateTimeOffset, bool> law)
        {
            var evaluator = new CellEvaluator(Slo, new SloPolicy());
            var members = Slo.Members.Select(_ => MinuteSeries.Empty).ToArray();
            var (corrections, now) = (new List<SloCorrection>(), Start);
            foreach (var (change, index) in Past.Select((change, index) => (change, index)))
                members[index % members.Length] = Apply(members[index % members.Length], change, now);
            foreach (var (move, changes) in Cycles)
            {
                now += move.Steps * Minute;
                foreach (var change in changes)
                    members[move.Member % members.Length] = Apply(members[move.Member % members.Length], change, now);
                if (move.Corrects)
                    corrections.Add(new SloCorrection(now.AddMinutes(-move.Steps - 40), now.AddMinutes(-10), (CorrectionEffect)move.Member));
                if (!law(evaluator, members, corrections, now))
                    return false;
            }

            return true;
        }

        private static MinuteSeries Apply(MinuteSeries series, (int Ago, int Good, int Bad, bool IsFraction, bool IsHour) change, DateTimeOffset now)
        {
            var scale = change.IsFraction ? 3m : 1m;
            var start = now.AddMinutes(-change.Ago);
            if (change.IsHour)
                start = new DateTimeOffset(start.UtcTicks - (start.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
            var point = new SliPoint(start, change.IsHour ? Hour : Minute, change.Good / scale, (change.Good + change.Bad) / scale);
            return MinuteMerge.Merge(series, [point], start, now < start + point.Duration ? now : start + point.Duration, seen: null);
        }
    }
}
