using System.Diagnostics;
using Reliability.Core.Slo.Forecasting;
using Reliability.Testing.Slo;

namespace Reliability.Benchmarks;

/// <summary>Forecasts of simulated services held against what happened: how often P10 to P90 holds it, in percent.</summary>
internal static class ForecastCoverage
{
    // The model was made with other seeds: those below 300,000,000.
    private const int FirstSeed = 900_000_000;
    private const int SeedsPerKind = 1_000_000;
    private const int TrialsPerKind = 1_000;
    private const int TimedForecasts = 500;

    public static Task<IEnumerable<Result>> RunAsync()
    {
        var trials = Enum.GetValues<ServiceKind>()
            .SelectMany(kind => ForecastTrial.Of(kind, FirstSeed + ((int)kind * SeedsPerKind), TrialsPerKind))
            .ToArray();
        var open = trials.Where(trial => trial.IsOpen).ToArray();
        List<Result> results = [Percent("slo.forecast.coverage", open, trial => trial.IsCovered)];
        foreach (var kind in open.GroupBy(trial => trial.Kind))
            results.Add(Percent($"slo.forecast.coverage.{kind.Key.ToString().ToLowerInvariant()}", kind, trial => trial.IsCovered));
        results.Add(Percent("slo.forecast.coverage.rolling", open.Where(trial => trial.IsRolling), trial => trial.IsCovered));
        results.Add(Percent("slo.forecast.coverage.calendar", open.Where(trial => !trial.IsRolling), trial => trial.IsCovered));
        results.Add(Percent("slo.forecast.before-p10", open, trial => trial.Place < 0.1));
        results.Add(Percent("slo.forecast.after-p90", open, trial => trial.Place > 0.9));
        results.Add(Percent("slo.forecast.interval", trials.Where(trial => trial.HasInterval), trial => trial.IsWithin));
        results.Add(Percent("slo.forecast.surprises", trials.Where(trial => !trial.IsOpen), trial => trial.IsViolated));
        results.Add(new Result("slo.forecast.brier", Brier(trials, trial => trial.Probability), "score"));
        results.Add(new Result("slo.forecast.brier.w-br", Brier(trials, trial => trial.NaiveViolates ? 1 : 0), "score"));
        results.Add(Percent("slo.forecast.missed", trials, trial => trial.IsViolated != trial.Probability >= 0.5));
        results.Add(Percent("slo.forecast.missed.w-br", trials, trial => trial.IsViolated != trial.NaiveViolates));
        results.AddRange(Cost());
        return Task.FromResult<IEnumerable<Result>>(results);
    }

    private static Result Percent(string name, IEnumerable<ForecastTrial> trials, Func<ForecastTrial, bool> isSo) =>
        new(name, trials.Average(trial => isSo(trial) ? 100.0 : 0), "%");

    private static double Brier(IEnumerable<ForecastTrial> trials, Func<ForecastTrial, double> probability) =>
        trials.Average(trial => Math.Pow(probability(trial) - (trial.IsViolated ? 1 : 0), 2));

    private static IEnumerable<Result> Cost()
    {
        var questions = Enum.GetValues<ServiceKind>()
            .Select(kind => ForecastTrial.QuestionOf(new SimulatedService(kind, FirstSeed + (int)kind), FirstSeed))
            .ToArray();
        foreach (var question in questions)
            SloForecaster.Forecast(question);
        var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        for (var index = 0; index < TimedForecasts; index++)
            SloForecaster.Forecast(questions[index % questions.Length]);
        yield return new Result("slo.forecast.time", Stopwatch.GetElapsedTime(start).TotalMilliseconds / TimedForecasts, "ms");
        yield return new Result("slo.forecast.allocated", (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1_024.0 / TimedForecasts, "KiB");
    }
}
