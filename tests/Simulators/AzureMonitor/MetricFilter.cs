using System.Text.RegularExpressions;

namespace Reliability.Simulators.AzureMonitor;

/// <summary>Which dimensions are asked for: <c>A eq 'a' and (B eq 'b' or B eq 'c') and C eq '*'</c>.</summary>
internal sealed partial class MetricFilter
{
    private readonly Dictionary<string, HashSet<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a filter.</summary>
    /// <exception cref="Refusal">It is wrong, or has <c>or</c> between different dimensions.</exception>
    public MetricFilter(string text)
    {
        foreach (var clause in Regex.Split(text, " and ", RegexOptions.IgnoreCase))
        {
            var terms = Regex.Split(clause.Trim().Trim('(', ')'), " or ", RegexOptions.IgnoreCase).Select(term => Term().Match(term.Trim())).ToArray();
            if (terms.Any(term => !term.Success))
                throw Refusal.BadRequest($"Filter clause '{clause}' is invalid. Only 'eq', 'and' and 'or' are supported.");
            var names = terms.Select(term => term.Groups["name"].Value).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
            if (names.Length > 1 || _values.ContainsKey(names[0]))
                throw Refusal.BadRequest($"Filter clause '{clause}': 'or' is only for values of one dimension, and each dimension has one clause.");
            _values[names[0]] = terms.Select(term => term.Groups["value"].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        }
    }

    /// <summary>Gets the dimensions that series are split by.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>Tells whether a series is asked for.</summary>
    public bool Takes(SimulatedMetric metric) => _values.All(pair =>
        metric.Dimensions.FirstOrDefault(dimension => dimension.Key.Equals(pair.Key, StringComparison.OrdinalIgnoreCase)).Value is { } value
        && (pair.Value.Contains("*") || pair.Value.Contains(value)));

    [GeneratedRegex(@"^(?<name>[\w ./%-]+?) eq '(?<value>[^']*)'$", RegexOptions.IgnoreCase)]
    private static partial Regex Term();
}
