using Reliability.Core.Slo;
using Reliability.Core.Slo.Cells;

namespace Reliability.Benchmarks;

/// <summary>Objectives with minute cells of their own: four in five count events, the others slices of a minute or of five.</summary>
internal sealed class SloFleet
{
    public const int Days = 30;

    private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MinuteSeries[] _series;
    private readonly CellEvaluator[] _evaluators;
    private readonly Random _random = new(11);

    public SloFleet(MinuteSeries[] series, int windowDays)
    {
        _series = [.. series];
        _evaluators = [.. Enumerable.Range(0, series.Length).Select(index => new CellEvaluator(Objective(index, windowDays), new SloPolicy()))];
    }

    public static DateTimeOffset Now { get; } = Start.AddDays(Days).AddHours(10).AddMinutes(37);

    /// <summary>Makes a month of minutes for each objective.</summary>
    public static MinuteSeries[] Fill(int objectives) => [.. Enumerable.Range(0, objectives).Select(Month)];

    /// <summary>Counts the newest minute of every objective and evaluates it.</summary>
    /// <param name="now">The end of that minute.</param>
    /// <returns>The remaining budgets, so that nothing is left out.</returns>
    public decimal Cycle(DateTimeOffset now)
    {
        var left = 0m;
        for (var index = 0; index < _series.Length; index++)
        {
            var edit = _series[index].Edit();
            edit[now.AddMinutes(-1)] = Minute(_random);
            _series[index] = edit.Build();
            left += _evaluators[index].Evaluate([_series[index]], [], now).ErrorBudget.RemainingPercent ?? 0m;
        }

        return left;
    }

    /// <summary>Evaluates some objectives in the plain way, on the points of their cells.</summary>
    public decimal Plain(IReadOnlyList<SloObservations> observed, DateTimeOffset now) => observed
        .Select((points, index) => SloEvaluator.Evaluate(_evaluators[index].Slo, points, now, new SloPolicy()).ErrorBudget.RemainingPercent ?? 0m)
        .Sum();

    private static MinuteSeries Month(int seed)
    {
        var (random, edit) = (new Random(seed), MinuteSeries.Empty.Edit());
        for (var minute = Start; minute < Now; minute = minute.AddMinutes(1))
            edit[minute] = Minute(random);
        return edit.Build();
    }

    private static MinuteCount Minute(Random random)
    {
        var total = random.Next(200, 1_200);
        return new MinuteCount(total - (random.Next(10) == 0 ? random.Next(8) : 0), total);
    }

    private static ServiceLevelObjective Objective(int index, int windowDays)
    {
        var (method, slice) = (index % 10) switch
        {
            8 => (BudgetingMethod.Timeslices, TimeSpan.FromMinutes(1)),
            9 => (BudgetingMethod.RatioTimeslices, TimeSpan.FromMinutes(5)),
            _ => (BudgetingMethod.Occurrences, (TimeSpan?)null),
        };
        return new ServiceLevelObjective
        {
            Name = $"slo-{index}",
            Service = "shop",
            Window = new RollingWindow(SloDuration.FromDays(windowDays)),
            BudgetingMethod = method,
            SliceWindow = slice,
            Members = [new SloMember { Indicator = new GivenIndicator(), Target = 0.999m, SliceTarget = 0.995m }],
            Alerts = BurnRatePolicy.Google.For(TimeSpan.FromDays(windowDays), BurnRateScaling.Budget),
        };
    }
}
