using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>One document of OpenSLO v1, as far as it could be read.</summary>
/// <param name="Kind">Its kind; null when that is wrong.</param>
/// <param name="Name">Its name; null when that is wrong.</param>
/// <param name="Line">The line it starts on, from 1.</param>
internal sealed record OpenSloDocument(string? Kind, string? Name, int Line)
{
    /// <summary>The kinds of OpenSLO v1.</summary>
    public static readonly string[] Kinds =
        ["SLO", "SLI", "DataSource", "Service", "AlertPolicy", "AlertCondition", "AlertNotificationTarget"];

    /// <summary>Gets the document; null when it is no mapping.</summary>
    public YamlMap? Map { get; private init; }

    /// <summary>Gets what an SLO states; null for other kinds and after an error.</summary>
    public OpenSloSpec? Slo { get; private init; }

    /// <summary>Gets what an SLI states; null for other kinds and after an error.</summary>
    public OpenSloIndicator? Sli { get; private init; }

    /// <summary>Gets the type of a DataSource; null for other kinds and after an error.</summary>
    public string? SourceType { get; private init; }

    /// <summary>Gets the spec of a DataSource; null for other kinds.</summary>
    public YamlMap? SourceSpec { get; private init; }

    /// <summary>Gets what an AlertPolicy states; null for other kinds and after an error.</summary>
    public OpenSloAlertPolicy? AlertPolicy { get; private init; }

    /// <summary>Gets what an AlertCondition states; null for other kinds and after an error.</summary>
    public OpenSloCondition? Condition { get; private init; }

    /// <summary>Gets what an AlertNotificationTarget states; null for other kinds and after an error.</summary>
    public OpenSloTarget? Target { get; private init; }

    /// <summary>Gets whether it has no error so far.</summary>
    public bool IsSound { get; init; }

    /// <summary>Reads a document strictly by OpenSLO v1.</summary>
    /// <param name="node">The document.</param>
    /// <param name="errors">Gets every error.</param>
    /// <param name="allowsFullTarget">Whether a target of 1 is allowed, which OpenSLO excludes.</param>
    public static OpenSloDocument Read(YamlNode node, ConfigurationErrors errors, bool allowsFullTarget)
    {
        var before = errors.Count;
        if (YamlMap.Read(node, "", errors) is not { } map)
            return new OpenSloDocument(null, null, node.Line);
        map.RequiredOneOf("apiVersion", "openslo/v1");
        var kind = map.RequiredOneOf("kind", Kinds);
        var (metadataMap, spec) = (map.RequiredMap("metadata"), map.RequiredMap("spec"));
        map.RejectUnknownKeys();
        var metadata = metadataMap is null ? null : OpenSloMetadata.Read(metadataMap);
        var document = new OpenSloDocument(kind, metadata?.Name, node.Line) { Map = map };
        if (spec is not null && metadata is not null)
            document = document.WithSpec(spec, metadata, allowsFullTarget);
        return document with { IsSound = errors.Count == before };
    }

    private OpenSloDocument WithSpec(YamlMap spec, OpenSloMetadata metadata, bool allowsFullTarget)
    {
        switch (Kind)
        {
            case "SLO":
                return this with { Slo = OpenSloSpec.Read(spec, metadata, allowsFullTarget) };
            case "SLI":
                return this with { Sli = OpenSloIndicator.Read(spec, metadata.Name) };
            case "DataSource":
                return this with { SourceType = ReadSource(spec), SourceSpec = spec };
            case "Service":
                OpenSloParts.Description(spec);
                spec.RejectUnknownKeys();
                break;
            case "AlertPolicy":
                return this with { AlertPolicy = OpenSloAlertPolicy.Read(spec) };
            case "AlertCondition":
                return this with { Condition = OpenSloCondition.Read(spec) };
            case "AlertNotificationTarget":
                return this with { Target = OpenSloTarget.Read(spec) };
        }

        return this;
    }

    private static string? ReadSource(YamlMap spec)
    {
        OpenSloParts.Description(spec);
        var type = spec.RequiredString("type");
        if (!spec.Has("connectionDetails"))
            spec.Reject("connectionDetails", "missing key 'connectionDetails'");
        spec.RejectUnknownKeys();
        return type;
    }
}
