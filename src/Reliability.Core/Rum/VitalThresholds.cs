namespace Reliability.Core.Rum;

/// <summary>The published thresholds of a metric and the largest value that is believed.</summary>
/// <param name="Good">Largest good value, in the unit of the metric.</param>
/// <param name="NeedsImprovement">Largest value that is not poor.</param>
/// <param name="Largest">Largest value accepted: one hour for times, 100 for CLS.</param>
/// <remarks>Source: web-vitals 6.2.3 (LCP, INP, CLS, FCP, TTFB) and web.dev for FID.</remarks>
public readonly record struct VitalThresholds(double Good, double NeedsImprovement, double Largest)
{
    private const double Hour = 3_600_000;

    // No thresholds are published: every value counts as good.
    private static readonly VitalThresholds Unrated = new(Hour, Hour, Hour);

    private static readonly VitalThresholds[] ByMetric =
    [
        new(2_500, 4_000, Hour), // LCP
        new(200, 500, Hour), // INP
        new(0.1, 0.25, 100), // CLS
        new(1_800, 3_000, Hour), // FCP
        new(800, 1_800, Hour), // TTFB
        new(100, 300, Hour), // FID
        Unrated, // DnsLookup
        Unrated, // TcpConnect
        Unrated, // TlsHandshake
        Unrated, // DomContentLoaded
        Unrated, // PageLoad
    ];

    /// <summary>Gets the names of the metrics that have published thresholds: the web vitals.</summary>
    public static IReadOnlyList<string> Vitals { get; } = [.. Enum.GetValues<VitalMetric>().Where(metric => ByMetric[(int)metric] != Unrated).Select(metric => metric.ToString())];

    /// <summary>Gets the thresholds of a metric.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The metric is not defined.</exception>
    public static VitalThresholds For(VitalMetric metric) => unchecked((uint)metric) < (uint)ByMetric.Length
        ? ByMetric[(int)metric]
        : throw new ArgumentOutOfRangeException(nameof(metric), metric, "Not a metric.");

    /// <summary>Rates a value: a value on a threshold belongs to the better side.</summary>
    public VitalRating Rate(double value) =>
        value <= Good ? VitalRating.Good : value <= NeedsImprovement ? VitalRating.NeedsImprovement : VitalRating.Poor;
}
