using System.Text.Json.Serialization;
using Reliability.Core.Rum;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Json;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Answers questions about vitals from the stored cells.</summary>
public sealed class VitalsReader(ReliabilityConfiguration configuration, RumVitals vitals)
{
    /// <summary>Finds a site; null when there is none of that name.</summary>
    public RumSite? Find(string site) => configuration.FindSite(site);

    /// <summary>Answers a query.</summary>
    /// <exception cref="Azure.RequestFailedException">The store failed.</exception>
    public async Task<VitalsReport> ReadAsync(RumSite site, VitalsQuery query, CancellationToken cancellation) =>
        VitalsReport.Build(await SumAsync(site, query, cancellation).ConfigureAwait(false), site.Budgets);

    /// <summary>Tells of the pages of a site, those with the worst 75th percentile of the query's metric first.</summary>
    /// <param name="site">The site.</param>
    /// <param name="query">Metric, time and filters; it has groups by page.</param>
    /// <param name="window">Which pages to tell of.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">The store failed.</exception>
    public async Task<PagesReport> ReadPagesAsync(RumSite site, VitalsQuery query, PagesWindow window, CancellationToken cancellation)
    {
        var sums = await Task.WhenAll(PagesReport.Metrics.Append(query.Metric).Distinct()
            .Select(metric => SumAsync(site, query with { Metric = metric }, cancellation))).ConfigureAwait(false);
        return PagesReport.Build(query.Metric, sums, site.Budgets, window);
    }

    /// <summary>Tells what the Chrome UX Report would.</summary>
    /// <param name="site">The site.</param>
    /// <param name="query">Time and filters; any metric.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="Azure.RequestFailedException">The store failed.</exception>
    public async Task<CruxReport> ReadCruxAsync(RumSite site, VitalsQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(site);
        var byDevice = query with { GroupBy = ["device"], LeavesOutSoftNavigations = true };
        var sums = await Task.WhenAll(CruxReport.Metrics.Select(metric => SumAsync(site, byDevice with { Metric = metric }, cancellation))).ConfigureAwait(false);
        return CruxReport.Build(site.Name, sums);
    }

    private async Task<VitalGroups> SumAsync(RumSite site, VitalsQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(query);
        var groups = new VitalGroups(query);
        await vitals.AddAsync(site.Name, groups, cancellation).ConfigureAwait(false);
        return groups;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(PagesReport))]
[JsonSerializable(typeof(CruxReport))]
[JsonSerializable(typeof(long))] // what CruxBin holds
[JsonSerializable(typeof(string))]
internal sealed partial class VitalsJson : JsonSerializerContext;
