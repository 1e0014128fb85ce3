using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Reads what several kinds of OpenSLO documents have.</summary>
internal static class OpenSloParts
{
    private const int MaxDescription = 1050;

    /// <summary>Reads <c>description</c>.</summary>
    public static string? Description(YamlMap spec)
    {
        var text = spec.OptionalText("description");
        if (text?.Value.Length > MaxDescription)
            text.Reject($"must not be longer than {MaxDescription} characters");
        return text?.Value;
    }

    /// <summary>Reads a duration that must be there, and above 0.</summary>
    public static SloDuration? RequiredDuration(YamlMap map, string key)
    {
        var text = map.RequiredText(key);
        if (text is null)
            return null;
        if (SloDuration.TryParse(text.Value, out var duration))
            return duration;
        text.Reject($"'{text.Written}' is no duration above 0 of OpenSLO: write 30m, 12h, 28d, 4w, 1M, 1Q or 1Y (m is a minute, M a month)");
        return null;
    }

    /// <summary>Reads a duration that may be missing; 0 is allowed.</summary>
    public static TimeSpan? OptionalDuration(YamlMap map, string key)
    {
        if (map.OptionalText(key) is not { } text)
            return null;
        if (DurationText.TryParseOpenSlo(text.Value, out var duration))
            return duration;
        text.Reject($"'{text.Written}' is no duration of OpenSLO: write 0m, 30m, 12h, 28d, 4w, 1M, 1Q or 1Y (m is a minute, M a month)");
        return null;
    }

    /// <summary>Reads a document that stands inside another one: its kind, metadata and spec.</summary>
    public static (OpenSloMetadata? Metadata, YamlMap? Spec) Inline(YamlMap map, string kind)
    {
        map.RequiredOneOf("kind", kind);
        var (metadata, spec) = (map.RequiredMap("metadata"), map.RequiredMap("spec"));
        map.RejectUnknownKeys();
        return (metadata is null ? null : OpenSloMetadata.Read(metadata), spec);
    }
}
