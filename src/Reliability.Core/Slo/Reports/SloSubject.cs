namespace Reliability.Core.Slo.Reports;

/// <summary>What an objective is about, by which its indicator is exposed.</summary>
public enum SloSubject
{
    /// <summary>Whether it works.</summary>
    Availability,

    /// <summary>Whether it is fast enough.</summary>
    Latency,
}

/// <summary>Finds out what objectives are about.</summary>
public static class SloSubjects
{
    /// <summary>The annotation that says it, with <c>availability</c> or <c>latency</c>.</summary>
    public const string Annotation = "reliability/sli";

    private static readonly string[] TimingMetrics = ["LCP", "INP", "FCP", "TTFB", "FID"];

    /// <summary>Returns what an objective is about: what its annotation says, else latency when all its indicators are web vitals that are times.</summary>
    /// <param name="slo">The objective.</param>
    public static SloSubject SubjectOf(ServiceLevelObjective slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return slo.Annotations.GetValueOrDefault(Annotation) switch
        {
            "latency" => SloSubject.Latency,
            "availability" => SloSubject.Availability,
            _ => slo.Members.All(member => IsTiming(member.Indicator)) ? SloSubject.Latency : SloSubject.Availability,
        };
    }

    private static bool IsTiming(SloIndicator indicator) =>
        indicator is RatioIndicator { Total: { Type: "rum", Spec: var spec } } && TimingMetrics.Contains(spec.GetValueOrDefault("metric"));
}
