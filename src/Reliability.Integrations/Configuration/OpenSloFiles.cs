using Reliability.Core.Slo;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads OpenSLO v1 documents (github.com/OpenSLO/OpenSLO), file after file.</summary>
/// <remarks>A document with an error is left out whole: half an objective would promise something else.</remarks>
/// <param name="sites">The names of the sites that objectives may refer to.</param>
public sealed class OpenSloFiles(IReadOnlySet<string> sites)
{
    private static readonly string[] OtherKinds =
        ["DataSource", "SLI", "AlertPolicy", "AlertCondition", "AlertNotificationTarget", "Service"];

    // These words follow /slos/ in addresses of their own.
    private static readonly string[] ReservedNames = ["report", "validate", "evaluate"];

    private readonly List<ServiceLevelObjective> _slos = [];

    /// <summary>Gets the sound objectives of the files so far, with distinct names.</summary>
    public IReadOnlyList<ServiceLevelObjective> Slos => _slos;

    /// <summary>Reads all documents of a file.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="errors">Gets every error of the file.</param>
    public void Read(string text, ConfigurationErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        foreach (var node in YamlDocuments.Read(text, errors))
        {
            var before = errors.Count;
            if (YamlMap.Read(node, "", errors) is { } document
                && ReadDocument(document) is { } slo
                && errors.Count == before)
                Add(slo, document);
        }
    }

    private static ServiceLevelObjective? ReadDocument(YamlMap document)
    {
        document.RequiredOneOf("apiVersion", "openslo/v1");
        var kind = document.RequiredOneOf("kind", ["SLO", .. OtherKinds]);
        if (kind is not null && kind != "SLO")
            document.Reject("kind", $"kind {kind} is not supported yet");
        if (kind != "SLO")
            return null;
        var metadata = document.RequiredMap("metadata");
        var spec = document.RequiredMap("spec");
        document.RejectUnknownKeys();
        return metadata is null || spec is null
            ? null
            : OpenSloObjective.Read(spec, OpenSloMetadata.Read(metadata));
    }

    private void Add(ServiceLevelObjective slo, YamlMap document)
    {
        if (_slos.Exists(other => other.Name == slo.Name))
        {
            document.Reject("metadata", $"there is another SLO '{slo.Name}'");
            return;
        }

        if (ReservedNames.Contains(slo.Name, StringComparer.Ordinal))
        {
            document.Reject("metadata", $"'{slo.Name}' is an address of its own; choose another name");
            return;
        }

        // Kept all the same: the site may be missing only because its own file has an error.
        if (slo.Indicator is RatioIndicator { Total.Spec: var spec } && spec.TryGetValue("site", out var site) && !sites.Contains(site))
            document.Reject("spec", $"the site '{site}' is not in sites.yaml");
        _slos.Add(slo);
    }
}
