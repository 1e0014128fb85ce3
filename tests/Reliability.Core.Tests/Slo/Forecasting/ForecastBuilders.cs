using Reliability.Core.Slo.Forecasting;

namespace Reliability.Core.Tests.Slo.Forecasting;

internal static class ForecastBuilders
{
    // A Thursday, 12:00 UTC.
    public static readonly DateTimeOffset Now = SloBuilders.Now;

    public static HourTally[] Hours(int days, Func<int, HourTally> hourAgo) => [.. Enumerable.Range(0, days * 24).Select(hourAgo)];

    public static HourTally[] Even(int days, double bad, double total = 1_000) => Hours(days, _ => new HourTally(bad, total));

    /// <summary>A window of 30 days that began with the hours, or earlier ones of them.</summary>
    public static ForecastQuestion Calendar(HourTally[] hours, int daysSoFar, double target = 0.99) => new()
    {
        Now = Now,
        Hours = hours,
        Target = target,
        Window = TimeSpan.FromDays(30),
        PeriodEnd = Now.AddDays(30 - daysSoFar),
        Current = Sum(hours, daysSoFar * 24),
        Seed = 7,
    };

    public static ForecastQuestion Rolling(HourTally[] hours, int days = 28, double target = 0.99) => new()
    {
        Now = Now,
        Hours = hours,
        Target = target,
        Window = TimeSpan.FromDays(days),
        Current = Sum(hours, days * 24),
        Seed = 7,
    };

    /// <summary>Bad events as a Poisson process gives them.</summary>
    public static HourTally[] Poisson(int days, double bad, double total, int seed)
    {
        var random = new Random(seed);
        return Hours(days, _ =>
        {
            var (count, product) = (0, random.NextDouble());
            for (; product > Math.Exp(-bad); count++) product *= random.NextDouble();
            return new HourTally(count, total);
        });
    }

    private static HourTally Sum(HourTally[] hours, int count) =>
        hours.Take(count).Aggregate(default(HourTally), (sum, hour) => sum + hour);
}
