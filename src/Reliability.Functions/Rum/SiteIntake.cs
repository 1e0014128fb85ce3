using Microsoft.Extensions.ObjectPool;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Intake;

namespace Reliability.Functions.Rum;

/// <summary>What it takes to read a site's beacons.</summary>
/// <param name="Site">The site.</param>
/// <param name="Sampling">Which visits are kept.</param>
/// <param name="Readers">Readers that know which query parameters stay in page addresses.</param>
internal sealed record SiteIntake(RumSite Site, RumSampling Sampling, ObjectPool<BeaconReader> Readers)
{
    /// <summary>Makes the intakes of all sites, by name.</summary>
    /// <remarks>Readers remember page templates. Sites with the same list of parameters share theirs, so that there are few.</remarks>
    public static Dictionary<string, SiteIntake> Of(IReadOnlyList<RumSite> sites)
    {
        var pools = new Dictionary<string, ObjectPool<BeaconReader>>(StringComparer.Ordinal);
        var intakes = new Dictionary<string, SiteIntake>(StringComparer.Ordinal);
        foreach (var site in sites)
        {
            string[] allowed = [.. site.QueryAllowList.Order(StringComparer.Ordinal)];
            var name = string.Join('\n', allowed);
            if (!pools.TryGetValue(name, out var pool)) pools.Add(name, pool = BeaconReader.Pool(allowed));
            intakes.Add(site.Name, new SiteIntake(site, new RumSampling(site.Sampling), pool));
        }

        return intakes;
    }
}
