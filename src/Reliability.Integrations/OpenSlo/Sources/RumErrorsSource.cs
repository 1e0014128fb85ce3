using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Integrations.OpenSlo.Sources;

/// <summary>Reads sources of type <c>rum-errors</c>: as <c>bad</c> the sessions with an error, as <c>total</c> all sessions.</summary>
internal static class RumErrorsSource
{
    /// <summary>The kind.</summary>
    public static readonly SourceKind Kind = new(RumErrorSliSource.SourceType, Read)
    {
        Counted = "sessions are counted by the hour",
        Mismatch = (whole, part) => whole.Spec.Count == part.Spec.Count && whole.Spec.All(pair => part.Spec.GetValueOrDefault(pair.Key) == pair.Value)
            ? null
            : "must have the site and page of total",
    };

    private static Dictionary<string, string>? Read(YamlMap spec, string key)
    {
        var before = spec.Errors.Count;
        if (key == "good")
            spec.Errors.Add(spec.Line, spec.Path, "type rum-errors counts sessions with an error, which are bad: write bad instead of good");
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["site"] = spec.RequiredName("site"),
            ["page"] = spec.OptionalString("page"),
        };
        spec.RejectUnknownKeys();
        return spec.Errors.Count > before
            ? null
            : values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);
    }
}
