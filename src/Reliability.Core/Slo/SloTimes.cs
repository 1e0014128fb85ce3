namespace Reliability.Core.Slo;

/// <summary>The stretches of time that one evaluation looks at.</summary>
/// <param name="Slo">The objective.</param>
/// <param name="Now">The instant of the evaluation.</param>
/// <param name="Period">The window that holds it.</param>
/// <param name="BurnWindows">The windows of burn rates, from short to long, without doubles.</param>
internal sealed record SloTimes(
    ServiceLevelObjective Slo, DateTimeOffset Now, SloPeriod Period, IReadOnlyList<TimeSpan> BurnWindows)
{
    /// <summary>Gets the earliest instant that matters.</summary>
    public DateTimeOffset Reach =>
        BurnWindows.Count > 0 && Now - BurnWindows[^1] < Period.Start ? Now - BurnWindows[^1] : Period.Start;

    /// <summary>Gets from when on points may matter: slices need some of before.</summary>
    public DateTimeOffset PointsFrom => Reach - SlicePlan.LeadOf(Slo);

    /// <summary>Finds the stretches of an evaluation; burn windows longer than the objective's are left out.</summary>
    public static SloTimes Of(ServiceLevelObjective slo, DateTimeOffset now, SloPolicy policy) => new(
        slo,
        now,
        slo.Window.At(now),
        [
            .. policy.BurnRateWindows
                .Concat(slo.Alerts.SelectMany(tier => new[] { tier.LongWindow, tier.ShortWindow }))
                .Where(window => window <= slo.Window.Duration.Nominal && window > TimeSpan.Zero)
                .Distinct()
                .Order(),
        ]);
}
