using System.Globalization;
using System.Text;

namespace Reliability.Core.Slo.Prometheus;

/// <summary>Writes parts of PromQL (prometheus.io/docs/prometheus/latest/querying/basics).</summary>
internal static class PromQl
{
    private static readonly (string Unit, long Milliseconds)[] Units =
        [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

    /// <summary>Writes a number without rounding.</summary>
    public static string Number(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>Writes a window of points that follow each other: a millisecond short, because Prometheus counts both ends of a range before 3.0.</summary>
    /// <param name="window">The window: a multiple of the distance of the points.</param>
    public static string Points(TimeSpan window) => Duration(window - TimeSpan.FromMilliseconds(1));

    /// <summary>Writes a duration above 0 of whole milliseconds, such as <c>59m59s999ms</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        var (text, rest) = (new StringBuilder(), duration.Ticks / TimeSpan.TicksPerMillisecond);
        foreach (var (unit, length) in Units)
        {
            if (rest >= length)
                text.Append(CultureInfo.InvariantCulture, $"{rest / length}{unit}");
            rest %= length;
        }

        return text.ToString();
    }

    /// <summary>Writes a selector of a series.</summary>
    public static string Select(string metric, params IReadOnlyList<KeyValuePair<string, string>> labels) =>
        $"{metric}{{{string.Join(",", labels.Select(label => $"{label.Key}={Quote(label.Value)}"))}}}";

    /// <summary>Puts an expression of somebody else into brackets; one with a comment gets a line of its own.</summary>
    public static string Call(string function, string expression) => expression.Contains('#', StringComparison.Ordinal)
        ? $"{function}(\n{expression}\n)"
        : $"{function}({expression.Trim()})";

    /// <summary>Keeps a text from being taken for a template, in labels and annotations.</summary>
    public static string Literal(string text) => text.Replace("{{", "{{ \"{{\" }}", StringComparison.Ordinal);

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
