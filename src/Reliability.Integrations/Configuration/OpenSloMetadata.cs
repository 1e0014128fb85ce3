namespace Reliability.Integrations.Configuration;

/// <summary>The <c>metadata</c> of an OpenSLO document.</summary>
internal sealed record OpenSloMetadata(string? Name, string? DisplayName, IReadOnlyDictionary<string, string> Annotations)
{
    private const string PolicyPrefix = "reliability/";

    // What each policy is until the others are built; the alert service has no effect without alerts.
    private static readonly Dictionary<string, string> SupportedPolicies = new(StringComparer.Ordinal)
    {
        ["reliability/no-data"] = "exclude",
        ["reliability/low-traffic"] = "none",
        ["reliability/burn-rate-policy"] = "google-30d",
        ["reliability/burn-rate-scaling"] = "budget",
    };

    /// <summary>Reads name, display name, labels and annotations.</summary>
    public static OpenSloMetadata Read(YamlMap map)
    {
        var metadata = new OpenSloMetadata(
            map.RequiredName("name"), map.OptionalString("displayName"), map.OptionalStrings("annotations"));
        if (map.OptionalMap("labels") is { } labels)
            ReadLabels(labels);
        map.RejectUnknownKeys();
        foreach (var (key, value) in metadata.Annotations.Where(pair => pair.Key.StartsWith(PolicyPrefix, StringComparison.Ordinal)))
            CheckPolicy(map, key, value);
        return metadata;
    }

    private static void ReadLabels(YamlMap labels)
    {
        foreach (var key in labels.Keys)
        {
            if (labels.IsList(key))
                labels.OptionalTexts(key);
            else
                labels.RequiredString(key);
        }
    }

    private static void CheckPolicy(YamlMap map, string key, string value)
    {
        if (key == "reliability/alert-service")
            return;
        if (!SupportedPolicies.TryGetValue(key, out var supported))
            map.Reject("annotations", $"unknown annotation '{key}'");
        else if (value != supported)
            map.Reject("annotations", $"{key}: '{value}' is not supported yet; use {supported}");
    }
}
