using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Signals;
using Reliability.Integrations.Tables.Rum;
using Reliability.Integrations.Tables.Rum.Signals;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum.Signals;

/// <summary>The tables of sessions and totals as one process sees them.</summary>
internal sealed class SignalWorld(TableServiceClient tables, RumSignalOptions? options = null, TimeProvider? clock = null, string suffix = "")
{
    private readonly RumSignalOptions _options = options ?? new RumSignalOptions();

    public static readonly RumFunnel Purchase = new("purchase", ["view", "cart", "pay"]);

    public static readonly RumSite Shop = new() { Name = "shop", Keys = ["k"], Origins = [], Service = "storefront", Funnels = [Purchase] };

    public TableClient Sessions => tables.GetTableClient($"relsessions{suffix}");

    public TableClient Totals => tables.GetTableClient($"relsignals{suffix}");

    public RumSignals Signals => new(Sessions, Totals, site => site == Shop.Name ? Shop.Funnels : [], _options);

    /// <summary>Gets the projection of a shop with another funnel.</summary>
    public RumSignals With(RumFunnel funnel) => new(Sessions, Totals, _ => [funnel], _options);

    public RumSignalReader Reader => new(Sessions, Totals);

    public RumSignalRetention Retention => new(Sessions, [Totals], _options, clock ?? new FakeTimeProvider());

    public async Task<SignalWorld> CreateAsync()
    {
        await Sessions.CreateAsync();
        await Totals.CreateAsync();
        return this;
    }

    public Task ApplyAsync(long round, params RumRecord[] records) => Signals.ApplyAsync(new RumRound(round, records), CancellationToken.None);

    public async Task<IReadOnlyList<SessionReport>> ListAsync(SessionsQuery query) => (await Reader.SessionsAsync(Shop, query, CancellationToken.None)).Sessions;

    /// <summary>Gets every row as text, to be compared; without the numbers of rounds unless they are asked for.</summary>
    public async Task<List<string>> RowsAsync(bool withRounds = false)
    {
        var rows = new List<string>();
        foreach (var table in new[] { Sessions, Totals })
        {
            await foreach (var row in table.QueryAsync<TableEntity>())
            {
                var values = row.Where(pair => pair.Key is not ("odata.etag" or "Timestamp") && (withRounds || pair.Key is not (SignalEntity.Round or SignalEntity.Born)));
                rows.Add(string.Join(' ', values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={(pair.Value is byte[] bytes ? Convert.ToHexString(bytes) : pair.Value)}")));
            }
        }

        return rows;
    }
}
