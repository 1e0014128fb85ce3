using Reliability.Testing.Slo;

namespace Reliability.Core.Tests.Slo.Forecasting;

/// <summary>The small edition of the benchmark <c>slo.forecast.coverage</c>.</summary>
public sealed class ForecastCoverageTests
{
    private const int FirstSeed = 400_000_000;
    private const int TrialsPerKind = 60;

    private static readonly ForecastTrial[] Trials =
    [
        .. Enum.GetValues<ServiceKind>().SelectMany(kind => ForecastTrial.Of(kind, FirstSeed + ((int)kind * 10_000), TrialsPerKind)),
    ];

    [Fact]
    public void From_P10_to_P90_is_what_happens_in_four_of_five_cases()
    {
        var open = Trials.Where(trial => trial.IsOpen).ToArray();

        // Of some 280 cases, three standard errors are 7 percent points.
        Assert.InRange(open.Length, 200, Trials.Length);
        Assert.InRange(open.Average(trial => trial.IsCovered ? 1.0 : 0), 0.72, 0.88);
        Assert.InRange(open.Average(trial => trial.Place < 0.1 ? 1.0 : 0), 0.02, 0.18);
        Assert.InRange(open.Average(trial => trial.Place > 0.9 ? 1.0 : 0), 0.02, 0.18);
    }

    [Fact]
    public void Probability_is_closer_to_what_happens_than_remaining_times_window_over_burn_rate()
    {
        double Brier(Func<ForecastTrial, double> of) => Trials.Average(trial => Math.Pow(of(trial) - (trial.IsViolated ? 1 : 0), 2));

        Assert.InRange(Brier(trial => trial.Probability) / Brier(trial => trial.NaiveViolates ? 1 : 0), 0, 0.6);
    }

    [Fact]
    public void Mean_probability_is_how_often_it_happens() => Assert.Equal(
        Trials.Average(trial => trial.IsViolated ? 1.0 : 0), Trials.Average(trial => trial.Probability), 0.06);
}
