using Reliability.Core.Rum;
using Reliability.Core.Rum.Intake;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads <c>sites.yaml</c>.</summary>
/// <remarks>
/// An error takes out the smallest part that it is about: a bad budget costs the budget, not the site, because
/// a site that is left out loses its users' measurements for good. A bad origin is left out, so it allows nobody.
/// </remarks>
public static class SitesFile
{
    /// <summary>Reads the sites of a document.</summary>
    /// <param name="text">The text of the file; an empty one has no sites.</param>
    /// <param name="errors">Gets every error of the file.</param>
    /// <returns>The sites with a name, a key and an origin, in the order of the file.</returns>
    public static IReadOnlyList<RumSite> Read(string text, ConfigurationErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var documents = YamlDocuments.Read(text, errors);
        foreach (var extra in documents.Skip(1))
            errors.Add(extra.Line, "", "must be one document");
        if (documents.Count == 0 || YamlMap.Read(documents[0], "", errors) is not { } root)
            return [];
        var sites = new List<RumSite>();
        foreach (var map in root.OptionalMaps("sites"))
        {
            var site = ReadSite(map);
            if (site is not null && sites.Exists(other => other.Name == site.Name))
                map.Reject("name", $"there is another site '{site.Name}'");
            else if (site is not null)
                sites.Add(site);
        }

        root.RejectUnknownKeys();
        return sites;
    }

    private static RumSite? ReadSite(YamlMap map)
    {
        var name = map.RequiredName("name");
        var keys = map.RequiredTexts("keys").Select(key => key.Value).ToArray();
        var origins = ReadOrigins(map);
        var service = map.OptionalName("service");
        var sampling = ReadSampling(map);
        var tokens = SiteTokens.Read(map);
        var queryAllowList = map.OptionalTexts("queryAllowList").Select(parameter => parameter.Value).ToArray();
        var budgets = SiteBudgets.Read(map);
        var funnels = ReadFunnels(map);
        map.RejectUnknownKeys();
        if (name is null || keys.Length == 0 || origins.Count == 0 || tokens.AreUnsound)
            return null;
        return new RumSite
        {
            Name = name,
            Keys = keys,
            Origins = origins,
            Service = service ?? name,
            SessionTokens = tokens.Rules,
            Sampling = sampling ?? 1m,
            QueryAllowList = queryAllowList,
            Budgets = RumBudget.WithDefaults(budgets),
            Funnels = funnels,
        };
    }

    private static decimal? ReadSampling(YamlMap map)
    {
        var sampling = map.OptionalDecimal("sampling", 0m, 1m);
        if (sampling is not (> 0m and < RumSampling.LeastShare))
            return sampling;
        map.Reject("sampling", $"must be 0 or at least {RumSampling.LeastShare}, is {sampling}");
        return null;
    }

    private static List<OriginPattern> ReadOrigins(YamlMap map)
    {
        var origins = new List<OriginPattern>();
        foreach (var text in map.RequiredTexts("origins"))
        {
            if (OriginPattern.TryParse(text.Value, out var pattern, out var reason))
                origins.Add(pattern);
            else
                text.Reject($"'{text.Written}' {reason}");
        }

        return origins;
    }

    private static List<RumFunnel> ReadFunnels(YamlMap map)
    {
        var funnels = new List<RumFunnel>();
        foreach (var item in map.OptionalMaps("funnels"))
        {
            var name = item.RequiredName("name");
            var steps = item.RequiredTexts("steps").Select(step => step.Value).ToArray();
            item.RejectUnknownKeys();
            if (steps.Length == 1)
                item.Reject("steps", "must have at least two steps");
            if (name is not null && funnels.Exists(other => other.Name == name))
                item.Reject("name", $"there is another funnel '{name}'");
            else if (name is not null && steps.Length > 1)
                funnels.Add(new RumFunnel(name, steps));
        }

        return funnels;
    }
}
