using System.Globalization;
using System.Text;

namespace Reliability.Core.Slo.Prometheus;

/// <summary>Writes rules as a rule file of Prometheus.</summary>
public static class PrometheusRulesYaml
{
    /// <summary>Writes a file with one group.</summary>
    /// <param name="group">The rules.</param>
    public static string Write(PrometheusRuleGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var text = new StringBuilder();
        foreach (var note in group.Notes)
            text.Append("# ").Append(string.Join(' ', note.Split(LineBreaks))).Append('\n');
        text.Append("groups:\n  - name: ").Append(Scalar(group.Name))
            .Append("\n    interval: ").Append(DurationText.Format(group.Interval))
            .Append("\n    rules:\n");
        foreach (var rule in group.Rules)
            Append(text, rule);
        return text.ToString();
    }

    private static readonly char[] LineBreaks = ['\r', '\n', '\u0085', '\u2028', '\u2029'];

    private static void Append(StringBuilder text, PrometheusRule rule)
    {
        text.Append(rule.Annotations is null ? "      - record: " : "      - alert: ").Append(Scalar(rule.Name)).Append('\n')
            .Append("        expr: ").Append(Scalar(rule.Expression)).Append('\n');
        if (rule.For > TimeSpan.Zero)
            text.Append("        for: ").Append(PromQl.Duration(rule.For)).Append('\n');
        Append(text, "labels", rule.Labels);
        Append(text, "annotations", rule.Annotations ?? []);
    }

    private static void Append(StringBuilder text, string key, IReadOnlyList<KeyValuePair<string, string>> map)
    {
        if (map.Count > 0)
            text.Append("        ").Append(key).Append(":\n");
        foreach (var (name, value) in map)
            text.Append("          ").Append(name).Append(": ").Append(Scalar(value)).Append('\n');
    }

    /// <summary>Writes a text that reads back the same, whatever is in it: in single quotes, or in double quotes with escapes.</summary>
    private static string Scalar(string value)
    {
        if (!value.Any(IsSpecial))
            return $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
        var quoted = new StringBuilder("\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '\n' => quoted.Append("\\n"),
                _ when IsSpecial(character) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    // Surrogates stay: YAML has no escape for halves of a pair, and pairs are printable.
    private static bool IsSpecial(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';
}
