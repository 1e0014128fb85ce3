using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Reliability.Functions.Telemetry;

/// <summary>Writes all metrics of the process as OpenMetrics text, whenever they are asked for. Thread-safe.</summary>
/// <remarks>Format: https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md.</remarks>
[ExportModes(ExportModes.Pull)]
internal sealed class OpenMetricsExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();

    /// <summary>Gets or sets what makes the reader collect; set by the reader that owns the exporter.</summary>
    /// <remarks>Only this way is the reader allowed to hand metrics to an exporter that pulls.</remarks>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>Collects and writes.</summary>
    /// <returns>OpenMetrics text that ends with <c># EOF</c>.</returns>
    public string Write()
    {
        lock (_gate)
        {
            _text.Clear();
            Collect?.Invoke(Timeout.Infinite);
            return _text.Append("# EOF\n").ToString();
        }
    }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var metric in batch)
        {
            // Two meters may count under one name; OpenMetrics allows a family only once.
            if (written.Add(OpenMetricsText.NameOf(metric))) OpenMetricsText.Append(_text, metric);
        }

        return ExportResult.Success;
    }
}
