using Reliability.Core.Rum;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Maintenance;
using Reliability.Integrations.OpenSlo;

namespace Reliability.Integrations.Configuration;

/// <summary>What the configuration folder says, as far as it is sound.</summary>
/// <param name="Files">The files that were read, in ordinal order of their paths; empty without a folder.</param>
/// <param name="Sites">The sites of <c>sites.yaml</c>, in the order of the file.</param>
/// <param name="Slos">The objectives of <c>slos/*.yaml</c>, in the order of the files.</param>
/// <param name="Errors">Everything that is wrong; what an error is about is left out of the rest.</param>
public sealed record ReliabilityConfiguration(
    IReadOnlyList<string> Files,
    IReadOnlyList<RumSite> Sites,
    IReadOnlyList<ServiceLevelObjective> Slos,
    IReadOnlyList<ConfigurationError> Errors)
{
    /// <summary>Gets the burn-rate policies by name, those that are built in included.</summary>
    public IReadOnlyDictionary<string, BurnRatePolicy> BurnRatePolicies { get; init; } = BurnRatePolicyFile.BuiltIn;

    /// <summary>Gets the maintenance calendar; default empty.</summary>
    public IReadOnlyList<MaintenanceWindow> Maintenance { get; init; } = [];

    /// <summary>Gets a configuration without anything.</summary>
    public static ReliabilityConfiguration Empty { get; } = new([], [], [], []);

    /// <summary>Finds a site by its exact name; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public RumSite? FindSite(string name) => Sites.FirstOrDefault(site => site.Name == name);

    /// <summary>Finds an objective by its exact name; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public ServiceLevelObjective? FindSlo(string name) => Slos.FirstOrDefault(slo => slo.Name == name);
}
