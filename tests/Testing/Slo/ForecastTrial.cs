using Reliability.Core.Slo.Forecasting;

namespace Reliability.Testing.Slo;

/// <summary>A forecast of a simulated service, held against what happened.</summary>
/// <param name="Kind">The kind of service.</param>
/// <param name="IsRolling">Whether its window rolls.</param>
/// <param name="Probability">The forecast probability of a violation within the horizon.</param>
/// <param name="IsViolated">Whether there was one.</param>
/// <param name="Place">
/// Where the time of violation lies in the forecast distribution: 0 to 1, evenly spread when forecasts are calibrated (the
/// probability integral transform). Of a time beyond the horizon only that is known, so its place is drawn evenly from what the distribution has there.
/// </param>
/// <param name="HasInterval">Whether P10 and P90 were both within the horizon.</param>
/// <param name="IsWithin">Whether the violation was between them.</param>
/// <param name="NaiveViolates">What remaining x W / BR says, with the burn rate of three days.</param>
public sealed record ForecastTrial(
    ServiceKind Kind, bool IsRolling, double Probability, bool IsViolated, double Place, bool HasInterval, bool IsWithin, bool NaiveViolates)
{
    private const int NaiveHours = 72;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Gets whether P10 to P90 holds what happened.</summary>
    public bool IsCovered => Place is >= 0.1 and <= 0.9;

    /// <summary>Gets whether a violation was possible enough to look at: 0.05 or more.</summary>
    public bool IsOpen => Probability >= 0.05;

    /// <summary>Forecasts so many services of a kind, from seeds in a row; those violated already are skipped.</summary>
    public static IEnumerable<ForecastTrial> Of(ServiceKind kind, int firstSeed, int count) =>
        Enumerable.Range(firstSeed, int.MaxValue - firstSeed).Select(seed => Of(kind, seed)).OfType<ForecastTrial>().Take(count);

    /// <summary>Asks for the forecast of a simulated service.</summary>
    public static ForecastQuestion QuestionOf(SimulatedService service, int seed) => new()
    {
        Now = Start.AddHours(service.Now),
        Hours = [.. Enumerable.Range(1, service.Now).Select(ago => new HourTally(service.Bad[service.Now - ago], service.Total[service.Now - ago]))],
        Target = service.Target,
        Window = TimeSpan.FromHours(service.Window),
        PeriodEnd = service.IsRolling ? null : Start.AddHours(service.End),
        Current = new HourTally(service.BadSoFar, service.TotalSoFar),
        Seed = (ulong)seed,
    };

    private static ForecastTrial? Of(ServiceKind kind, int seed)
    {
        var service = new SimulatedService(kind, seed);
        var truth = service.Violation();
        var question = QuestionOf(service, seed);
        if (truth == 0 || SloForecaster.TimesOf(question) is not { } times)
            return null;
        var (from, to) = truth is { } hours ? (times.Before(hours), times.Before(hours)) : (times.Probability, 1);
        var place = from + ((to - from + (1.0 / times.Futures)) * new Random(seed).NextDouble());
        var (p10, p90) = (times.Quantile(0.1), times.Quantile(0.9));
        return new ForecastTrial(
            kind, service.IsRolling, times.Probability, truth is not null, place, p90 is not null, truth >= p10 && truth <= p90, Naive(service));
    }

    private static bool Naive(SimulatedService service)
    {
        var from = Math.Max(0, service.Now - NaiveHours);
        var (bad, total) = (SimulatedService.Sum(service.Bad, from, service.Now), SimulatedService.Sum(service.Total, from, service.Now));
        var budget = (1 - service.Target) * (service.TotalSoFar + (service.IsRolling ? 0 : total / (service.Now - from) * (service.End - service.Now)));
        var left = 1 - (service.BadSoFar / budget);
        var rate = bad / Math.Max(1, total) / (1 - service.Target);
        return left * service.Window <= rate * (service.End - service.Now);
    }
}
