using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Reliability.Functions.Telemetry;

/// <summary>OpenMetrics text of single metrics, with the names that OpenTelemetry prescribes for Prometheus.</summary>
internal static class OpenMetricsText
{
    /// <summary>Gets the family name: dots become underscores, units become suffixes.</summary>
    public static string NameOf(Metric metric)
    {
        var name = new StringBuilder(metric.Name.Length + 8);
        foreach (var c in metric.Name) name.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return metric.Unit switch
        {
            "s" => name.Append("_seconds").ToString(),
            "ms" => name.Append("_milliseconds").ToString(),
            "By" => name.Append("_bytes").ToString(),
            _ => name.ToString(),
        };
    }

    /// <summary>Appends a family with all its samples.</summary>
    public static void Append(StringBuilder text, Metric metric)
    {
        var name = NameOf(metric);
        var (type, suffix) = metric.MetricType switch
        {
            MetricType.LongSum or MetricType.DoubleSum => ("counter", "_total"),
            MetricType.Histogram or MetricType.ExponentialHistogram => ("histogram", ""),
            _ => ("gauge", ""),
        };
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        if (metric.Description.Length > 0) text.Append("# HELP ").Append(name).Append(' ').Append(Escape(metric.Description)).Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (type == "histogram") AppendHistogram(text, name, point);
            else Line(text, name + suffix, point.Tags, null, ValueOf(metric.MetricType, point));
        }
    }

    private static void AppendHistogram(StringBuilder text, string name, in MetricPoint point)
    {
        var below = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Text(bucket.ExplicitBound);
            Line(text, name + "_bucket", point.Tags, bound, Text(below));
        }

        Line(text, name + "_count", point.Tags, null, Text(point.GetHistogramCount()));
        Line(text, name + "_sum", point.Tags, null, Text(point.GetHistogramSum()));
    }

    private static string ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => Text(point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Text(point.GetSumDouble()),
        MetricType.LongGauge => Text(point.GetGaugeLastValueLong()),
        _ => Text(point.GetGaugeLastValueDouble()),
    };

    private static void Line(StringBuilder text, string name, ReadOnlyTagCollection tags, string? bound, string value)
    {
        text.Append(name);
        var open = '{';
        foreach (var (key, tag) in tags)
        {
            text.Append(open).Append(key.Replace('.', '_')).Append("=\"").Append(Escape(Convert.ToString(tag, CultureInfo.InvariantCulture) ?? "")).Append('"');
            open = ',';
        }

        if (bound is not null)
        {
            text.Append(open).Append("le=\"").Append(bound).Append('"');
            open = ',';
        }

        if (open == ',') text.Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
