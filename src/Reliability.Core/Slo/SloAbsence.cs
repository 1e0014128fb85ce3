namespace Reliability.Core.Slo;

/// <summary>Whether data is missing: an alert of its own, as a burn rate without data is not known.</summary>
/// <param name="After">How long data may be missing: the time in which the fastest alert would fire if everything failed, and a margin.</param>
/// <param name="LastData">The end of the latest point with events, at most now; of a composite the member's that has waited longest. Null without any.</param>
/// <param name="Firing">Whether data has been missing for longer than that.</param>
public sealed record SloAbsence(TimeSpan After, DateTimeOffset? LastData, bool Firing)
{
    private const int MarginsPerLongWindow = 30;

    /// <summary>Gets since when it fires; null while it does not, and where alerts are not followed over time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Gets when it last ended; null while it fires, and before it first ended.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Judges what was counted in the time that matters; an objective without alerts waits as if it had those of <see cref="BurnRatePolicy.Google"/>.</summary>
    /// <param name="times">The evaluation.</param>
    /// <param name="lasts">The latest data of each member.</param>
    internal static SloAbsence Judge(SloTimes times, IReadOnlyList<DateTimeOffset?> lasts)
    {
        var last = lasts.Any(each => each is null) ? null : lasts.Min();
        return Judge(AfterOf(times.Slo), last, times.Now);
    }

    /// <summary>Judges the same data at a later instant: while nothing new can be read, what is missing goes on being missing.</summary>
    /// <param name="now">That instant.</param>
    public SloAbsence At(DateTimeOffset now) => this with { Firing = LastData is null || now - LastData > After };

    /// <summary>Returns how long data may be missing.</summary>
    /// <remarks>As Pyrra's absent alert: factor x budget x long window, rounded to minutes, and 2 min an hour of the long window; a minute or more.</remarks>
    /// <param name="slo">The objective.</param>
    public static TimeSpan AfterOf(ServiceLevelObjective slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        var tiers = slo.Alerts.Where(tier => tier.Condition is null && BurnRateAlerts.Impossible(tier, slo) is null).ToArray();
        var alerts = tiers.Length > 0 ? tiers : BurnRatePolicy.Google.For(slo.Window.Duration.Nominal, BurnRateScaling.Budget);
        var fastest = alerts.MaxBy(tier => tier.Factor)!;
        var failing = Math.Min(1m, fastest.Factor * (1m - slo.Target)) * fastest.LongWindow.Ticks;
        var after = Minutes(failing) + Minutes((decimal)fastest.LongWindow.Ticks / MarginsPerLongWindow);
        return after > BurnRateAlerts.EvaluationInterval ? after : BurnRateAlerts.EvaluationInterval;
    }

    private static TimeSpan Minutes(decimal ticks) => new(
        (long)decimal.Round(ticks / TimeSpan.TicksPerMinute, MidpointRounding.AwayFromZero) * TimeSpan.TicksPerMinute);

    private static SloAbsence Judge(TimeSpan after, DateTimeOffset? last, DateTimeOffset now) =>
        new(after, last, last is null || now - last > after);
}
