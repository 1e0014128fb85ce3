using System.Text.Json.Serialization;
using Reliability.Core.Rum;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Json;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Answers questions about vitals from the stored cells.</summary>
public sealed class VitalsReader(ReliabilityConfiguration configuration, RumCells cells)
{
    /// <summary>Finds a site; null when there is none of that name.</summary>
    public RumSite? Find(string site) => configuration.FindSite(site);

    /// <summary>Answers a query.</summary>
    public async Task<VitalsReport> ReadAsync(RumSite site, VitalsQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(query);
        var found = new List<(VitalDimensions, VitalCell)>();
        await foreach (var (counts, cell) in cells.ReadAsync(site.Name, query.Metric, query.From, query.To, cancellation).ConfigureAwait(false))
        {
            if (query.Includes(counts.Dimensions)) found.Add((counts.Dimensions, cell));
        }

        return VitalsReport.Build(query, found, site.Budgets);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(VitalsReport))]
internal sealed partial class VitalsJson : JsonSerializerContext;
