using System.Text.RegularExpressions;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>The <c>metadata</c> of an OpenSLO document.</summary>
internal sealed partial record OpenSloMetadata(
    YamlMap Map, string? Name, string? DisplayName, IReadOnlyDictionary<string, string> Annotations)
{
    private const int MaxDisplayName = 63;
    private const int MaxPrefix = 253;

    /// <summary>Reads name, display name, labels and annotations.</summary>
    public static OpenSloMetadata Read(YamlMap map)
    {
        var displayName = map.OptionalText("displayName");
        if (displayName?.Value.Length > MaxDisplayName)
            displayName.Reject($"must not be longer than {MaxDisplayName} characters");
        var metadata = new OpenSloMetadata(map, map.RequiredName("name"), displayName?.Value, map.OptionalStrings("annotations"));
        if (map.OptionalMap("labels") is { } labels)
            ReadLabels(labels);
        if (map.OptionalMap("annotations") is { } annotations)
            CheckAnnotations(annotations);
        map.RejectUnknownKeys();
        return metadata;
    }

    private static void ReadLabels(YamlMap labels)
    {
        foreach (var key in labels.Keys)
        {
            if (!LabelKey().IsMatch(key))
                labels.Reject(key, "a label's name has 1 to 63 of a-z, A-Z, 0-9, '-', '_' and '.', letters or digits first and last");
            if (labels.IsList(key))
                labels.OptionalTexts(key);
            else
                labels.RequiredString(key);
        }
    }

    private static void CheckAnnotations(YamlMap annotations)
    {
        foreach (var key in annotations.Keys)
        {
            var slash = key.LastIndexOf('/');
            var isSound = LabelKey().IsMatch(key[(slash + 1)..]) && (slash < 0 || (slash <= MaxPrefix && Prefix().IsMatch(key[..slash])));
            if (!isSound)
                annotations.Reject(key, "an annotation's name is 'name' or 'prefix/name': a label's name, and a DNS name of at most 253 characters");
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?\z")]
    private static partial Regex LabelKey();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*\z")]
    private static partial Regex Prefix();
}
