using Reliability.Core.Slo.Forecasting;
using Reliability.Testing.Slo;

namespace Reliability.Core.Tests.Slo.Forecasting;

/// <summary>Laws of forecasts, on simulated services of every kind.</summary>
public sealed class ForecastLaws
{
    // Of the probability: regimes are told apart by logarithms, which move a little when rates do.
    private const double Tolerance = 0.02;

    public static TheoryData<ServiceKind> Kinds => [.. Enum.GetValues<ServiceKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Quantiles_are_in_order(ServiceKind kind) => Assert.All(Questions(kind), question =>
    {
        var times = SloForecaster.TimesOf(question)!;
        var (p10, p50, p90) = (times.Quantile(0.1) ?? double.MaxValue, times.Quantile(0.5) ?? double.MaxValue, times.Quantile(0.9) ?? double.MaxValue);
        Assert.True(p10 <= p50 && p50 <= p90);
        Assert.All(times.Hours, hours => Assert.InRange(hours, 0, (question.Horizon - question.Now).TotalHours));
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nearer_instant_never_has_a_higher_probability(ServiceKind kind) => Assert.All(Questions(kind), question =>
    {
        var times = SloForecaster.TimesOf(question)!;
        var probabilities = Enumerable.Range(0, 60).Select(day => times.Before(day * 24)).ToArray();
        Assert.Equal(probabilities.Order(), probabilities);
        Assert.Equal(times.Probability, probabilities[^1]);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void More_burn_never_lowers_the_probability(ServiceKind kind) => Assert.All(Questions(kind), question =>
    {
        var less = SloForecaster.TimesOf(question)!.Probability;
        foreach (var factor in new[] { 1.2, 2, 5 })
        {
            var more = SloForecaster.TimesOf(Scaled(question, factor))!.Probability;
            Assert.True(more >= less - Tolerance, $"{factor} x the burn has {more}, less has {less}");
            less = more;
        }
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void More_spent_in_the_window_never_lowers_the_probability(ServiceKind kind) => Assert.All(
        Questions(kind).Where(question => question.PeriodEnd is not null), question =>
        {
            var more = question with { Current = question.Current with { Bad = question.Current.Bad * 1.1 } };
            Assert.True(SloForecaster.TimesOf(more)!.Probability >= SloForecaster.TimesOf(question)!.Probability);
        });

    // Bad events and budget in another unit.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Ten_times_the_events_of_a_busy_service_change_little(ServiceKind kind) => Assert.All(Questions(kind), question =>
    {
        var scaled = question with
        {
            Hours = [.. question.Hours.Select(hour => new HourTally(hour.Bad * 10, hour.Total * 10))],
            Current = new HourTally(question.Current.Bad * 10, question.Current.Total * 10),
        };
        Assert.Equal(SloForecaster.TimesOf(question)!.Probability, SloForecaster.TimesOf(scaled)!.Probability, 0.25);
    });

    private static ForecastQuestion[] Questions(ServiceKind kind) =>
    [
        .. Enumerable.Range(0, 25)
            .Select(seed => ForecastTrial.QuestionOf(new SimulatedService(kind, seed), seed))
            .Where(question => SloForecaster.TimesOf(question) is not null),
    ];

    private static ForecastQuestion Scaled(ForecastQuestion question, double factor)
    {
        // No more can be bad than there is.
        HourTally More(HourTally tally) => tally with { Bad = Math.Min(tally.Total, tally.Bad * factor) };
        return question with { Hours = [.. question.Hours.Select(More)], Current = More(question.Current) };
    }
}
