namespace Reliability.Core.Rum;

/// <summary>All that advice is drawn from: what the pages of a site loaded in some days, summed up.</summary>
public sealed class LoadEvidence
{
    private readonly Dictionary<ResourceKey, ResourceUse> _resources = [];
    private readonly Dictionary<CauseKey, CauseUse> _causes = [];
    private readonly Dictionary<string, long> _visits = [];

    /// <summary>Gets resources by page, type and host.</summary>
    public IReadOnlyDictionary<ResourceKey, ResourceUse> Resources => _resources;

    /// <summary>Gets causes by page, metric and element.</summary>
    public IReadOnlyDictionary<CauseKey, CauseUse> Causes => _causes;

    /// <summary>Gets the number of visits that told what they loaded.</summary>
    /// <param name="page">Page template.</param>
    public long VisitsOf(string page) => _visits.GetValueOrDefault(page);

    /// <summary>Adds what was stored.</summary>
    public void Add(PageLoads loads)
    {
        ArgumentNullException.ThrowIfNull(loads);
        foreach (var (key, use) in loads.Resources) _resources[key] = _resources.GetValueOrDefault(key) + use;
        foreach (var (key, use) in loads.Causes) _causes[key] = _causes.GetValueOrDefault(key) + use;
        foreach (var (page, visits) in loads.Visits) _visits[page] = _visits.GetValueOrDefault(page) + visits;
    }
}
