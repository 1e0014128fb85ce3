using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Reads OpenSLO v1 documents (github.com/OpenSLO/OpenSLO), file after file, and then makes objectives of them.</summary>
/// <remarks>A document with an error is left out whole: half an objective would promise something else.</remarks>
/// <param name="sites">The names of the sites that objectives may refer to.</param>
/// <param name="policies">The burn-rate policies by name; null for those that are built in.</param>
public sealed class OpenSloFiles(IReadOnlySet<string> sites, IReadOnlyDictionary<string, BurnRatePolicy>? policies = null)
{
    // These words follow /slos/ in addresses of their own.
    private static readonly string[] ReservedNames = ["report", "validate", "evaluate"];

    private readonly List<OpenSloDocument> _documents = [];

    /// <summary>Reads all documents of a file; errors in it are found at once, those between files by <see cref="Bind"/>.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="errors">Gets every error of the file, of both calls.</param>
    public void Read(string text, ConfigurationErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        foreach (var document in OpenSloStream.Read(text, errors))
        {
            var isDouble = document is { Name: not null, Kind: not null }
                && _documents.Exists(other => other.Kind == document.Kind && other.Name == document.Name);
            if (isDouble && document.IsSound)
                document.Map?.Reject("metadata", $"there is another {document.Kind} '{document.Name}'");
            if (document.IsSound && !isDouble)
                _documents.Add(document);
        }
    }

    /// <summary>Makes the objectives of all files that were read, in their order, with distinct names.</summary>
    public IReadOnlyList<ServiceLevelObjective> Bind()
    {
        var binding = new OpenSloBinding(_documents, policies ?? BurnRatePolicyFile.BuiltIn, new SourceBinding(_documents).Bind);
        var slos = new List<ServiceLevelObjective>();
        foreach (var document in _documents.Where(document => document.Slo is not null))
        {
            if (binding.Bind(document.Slo!) is { } slo && IsUsable(slo, document.Map!))
                slos.Add(slo);
        }

        return slos;
    }

    private bool IsUsable(ServiceLevelObjective slo, YamlMap document)
    {
        if (ReservedNames.Contains(slo.Name, StringComparer.Ordinal))
        {
            document.Reject("metadata", $"'{slo.Name}' is an address of its own; choose another name");
            return false;
        }

        // Kept all the same: the site may be missing only because its own file has an error.
        foreach (var site in slo.Members.Select(SiteOf).OfType<string>().Distinct().Where(site => !sites.Contains(site)))
            document.Reject("spec", $"the site '{site}' is not in sites.yaml");
        return true;
    }

    private static string? SiteOf(SloMember member) =>
        member.Indicator is RatioIndicator { Total.Spec: var spec } ? spec.GetValueOrDefault("site") : null;
}
