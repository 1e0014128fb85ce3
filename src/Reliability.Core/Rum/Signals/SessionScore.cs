using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>How good a session was for its visitor, and why: each part from 0, bad, to 100.</summary>
/// <remarks>
/// <para>Vitals and load time are scored by the curve of Lighthouse (<see cref="LogNormalScore"/>), the worst value of the session counting.
/// A value at the published limit of "good" scores 90, one at the limit of "poor" 50. Weights of vitals are those of Sentry's performance
/// score: LCP .30, INP .30, FCP .15, CLS .15, TTFB .10, shared out anew over what was measured.</para>
/// <para>Load time has no published limits: 90 at 3.8 s and 50 at 7.3 s, which Lighthouse used for Time to Interactive.</para>
/// <para>Base = 80 % vitals + 20 % load time, or the one there is. Total = base × interactions × errors, the last two as ratios.</para>
/// </remarks>
/// <param name="Total">The score; null when neither vitals nor load time were measured.</param>
/// <param name="Vitals">By the web vitals; null when none was measured.</param>
/// <param name="LoadTime">By the load time; null when it was not measured.</param>
/// <param name="Interactions">100 × 0.9 per rage click, not below 50.</param>
/// <param name="Errors">100 × 0.9 per error, not below 50.</param>
public sealed record SessionScore(double? Total, double? Vitals, double? LoadTime, double Interactions, double Errors)
{
    private const double VitalsShare = 0.8;
    private const double PerFault = 0.9;
    private const double LeastFactor = 0.5;

    private static readonly LogNormalScore LoadCurve = new(3_800, 7_300);

    private static readonly (VitalMetric Metric, double Weight, LogNormalScore Curve)[] Weighted =
    [
        .. new (VitalMetric Metric, double Weight)[] { (VitalMetric.LCP, 0.30), (VitalMetric.INP, 0.30), (VitalMetric.FCP, 0.15), (VitalMetric.CLS, 0.15), (VitalMetric.TTFB, 0.10) }
            .Select(part => (part.Metric, part.Weight, new LogNormalScore(VitalThresholds.For(part.Metric).Good, VitalThresholds.For(part.Metric).NeedsImprovement))),
    ];

    /// <summary>Scores a session.</summary>
    public static SessionScore Of(RumSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var vitals = OfVitals(session);
        double? load = session.Vital(VitalMetric.PageLoad) is { } measured ? LoadCurve.Of(measured.Worst) : null;
        var (interactions, errors) = (Factor(session.RageClicks), Factor(session.Errors));
        var quality = vitals is { } both && load is { } time ? (VitalsShare * both) + ((1 - VitalsShare) * time) : vitals ?? load;
        return new SessionScore(Points(quality * interactions * errors), Points(vitals), Points(load), Points(interactions)!.Value, Points(errors)!.Value);
    }

    private static double? OfVitals(RumSession session)
    {
        var (sum, weights) = (0.0, 0.0);
        foreach (var (metric, weight, curve) in Weighted)
        {
            if (session.Vital(metric) is not { } vital) continue;
            sum += weight * curve.Of(vital.Worst);
            weights += weight;
        }

        return weights > 0 ? sum / weights : null;
    }

    private static double Factor(long faults) => Math.Max(LeastFactor, Math.Pow(PerFault, faults));

    private static double? Points(double? ratio) => ratio is { } value ? Math.Round(100 * value, 1) : null;
}
