namespace Reliability.Integrations.Prometheus;

/// <summary>What Prometheus answered to a query.</summary>
/// <param name="Series">The series; empty when nothing matched.</param>
/// <param name="Notices">What Prometheus remarks about the query itself, its <c>infos</c> and PromQL warnings; at most <see cref="MaxNotices"/>.</param>
public sealed record PrometheusAnswer(IReadOnlyList<PrometheusSeries> Series, IReadOnlyList<string> Notices)
{
    /// <summary>The remarks that are kept of one answer.</summary>
    public const int MaxNotices = 10;
}

/// <summary>One series of an answer.</summary>
/// <param name="Labels">Its labels as <c>{name="value", ...}</c>, cut to a length for messages.</param>
/// <param name="Samples">Its samples in the order in which they came.</param>
public sealed record PrometheusSeries(string Labels, IReadOnlyList<PrometheusSample> Samples);

/// <summary>A value at an instant.</summary>
/// <param name="UnixMilliseconds">The instant, in milliseconds since 1970.</param>
/// <param name="Value">The value; may be NaN or infinite. Its shortest text that reads back the same is what Prometheus sent.</param>
public readonly record struct PrometheusSample(long UnixMilliseconds, double Value);
