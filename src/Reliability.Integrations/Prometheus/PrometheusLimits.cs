namespace Reliability.Integrations.Prometheus;

/// <summary>What one question to Prometheus may cost.</summary>
public sealed record PrometheusLimits
{
    /// <summary>Gets how long one question may take, the reading of its answer included.</summary>
    /// <value>Above 0; default 30 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the largest answer that is read, in bytes after decompression.</summary>
    /// <value>Above 0; default 16 MiB: some forty times the series that one question may have.</value>
    public int MaxAnswerBytes { get; init; } = 16 * 1_024 * 1_024;
}
