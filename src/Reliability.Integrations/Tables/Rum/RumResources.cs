using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>What pages load and which elements their vitals hang on: partition = site and day, row = a sixteenth of the pages.</summary>
/// <param name="table">The table <see cref="TableNames.RumResources"/>.</param>
public sealed class RumResources(TableClient table) : IRumProjection
{
    private const int Shares = 16;
    private const string Body = "Loads";
    private const string Round = "Round";

    /// <inheritdoc/>
    public async Task ApplyAsync(RumRound round, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(round);
        var added = new Dictionary<(string Site, string Day), SortedDictionary<string, PageLoads>>();
        foreach (var record in round.Records) Collect(record, added);
        foreach (var ((site, day), rows) in added)
            await ApplyAsync(PartitionKey(site, day), rows, round.Number, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads what a site's pages loaded on some days, all shares of them.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="from">First day, UTC.</param>
    /// <param name="to">Last day, UTC, included.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A row cannot be read.</exception>
    public async Task<IReadOnlyList<PageLoads>> ReadAsync(string site, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var (first, last) = (PartitionKey(site, RumCellKeys.DayOf(from)), PartitionKey(site, RumCellKeys.DayOf(to)));
        var found = new List<PageLoads>();
        var rows = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}"), cancellationToken: cancellation);
        await foreach (var row in rows.ConfigureAwait(false)) found.Add(Read(row));
        return found;
    }

    private async Task ApplyAsync(string partition, SortedDictionary<string, PageLoads> added, long round, CancellationToken cancellation)
    {
        var stored = new Dictionary<string, TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation).ConfigureAwait(false))
            stored.Add(row.RowKey, row);
        var actions = new List<TableTransactionAction>();
        foreach (var (share, loads) in added)
        {
            var row = stored.GetValueOrDefault(share);
            var seen = row?.GetInt64(Round) ?? 0;
            if (seen > round) throw new StaleReaderException($"Resources {partition} {share} are at round {seen}, past {round}.");
            if (seen == round) continue; // written by an earlier try
            var sum = row is null ? new PageLoads() : Read(row);
            sum.Merge(loads);
            var entity = new TableEntity(partition, share) { [Body] = sum.Encode(), [Round] = round };
            actions.Add(row is null
                ? new TableTransactionAction(TableTransactionActionType.Add, entity)
                : new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, row.ETag));
        }

        await SubmitAsync(actions, cancellation).ConfigureAwait(false);
    }

    private async Task SubmitAsync(List<TableTransactionAction> actions, CancellationToken cancellation)
    {
        if (actions.Count == 0) return;
        try
        {
            await table.SubmitTransactionAsync(actions, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            throw new StaleReaderException("Another process wrote the same resources.", e);
        }
    }

    private static void Collect(RumRecord record, Dictionary<(string Site, string Day), SortedDictionary<string, PageLoads>> added)
    {
        var visited = new HashSet<(string, string)>();
        foreach (var happened in record.Events)
        {
            if (happened is not (ResourceEvent or CauseEvent)) continue;
            var key = (record.Site, RumCellKeys.DayOf(record.ReceivedAt.AddSeconds(-happened.AgeSeconds)));
            if (!added.TryGetValue(key, out var rows)) added.Add(key, rows = new SortedDictionary<string, PageLoads>(StringComparer.Ordinal));
            var share = ShareOf(happened.Dimensions.Page);
            if (!rows.TryGetValue(share, out var loads)) rows.Add(share, loads = new PageLoads());
            // A visit tells its resources once in a request, however many kinds and hosts there are.
            var isVisit = happened is ResourceEvent && visited.Add((key.Item2, happened.Dimensions.Page));
            var page = loads.Visit(happened.Dimensions.Page, isVisit ? 1 : 0);
            if (happened is ResourceEvent loaded) loads.Add(new ResourceKey(page, loaded.Type, loaded.Host), ResourceUse.Of(loaded));
            else if (happened is CauseEvent cause) loads.Add(new CauseKey(page, cause.Metric, cause.Target), CauseUse.Of(cause));
        }
    }

    private static PageLoads Read(TableEntity row) => PageLoads.TryDecode(row.GetBinary(Body), out var loads)
        ? loads
        : throw new InvalidDataException($"The resources of {row.PartitionKey} {row.RowKey} cannot be read.");

    private static string ShareOf(string page) => (Hash64.Of(page.AsSpan()) % Shares).ToString("x", CultureInfo.InvariantCulture);

    private static string PartitionKey(string site, string day) => $"{site}|{day}";
}
