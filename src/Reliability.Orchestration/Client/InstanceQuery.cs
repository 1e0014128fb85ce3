using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Client;

/// <summary>Lists instances, shard by shard, in each in the order of their ids.</summary>
internal sealed class InstanceQuery(ClientServices services, OrchestrationQuery query)
{
    private const int MaxPage = 1_000;

    /// <summary>Runs the query.</summary>
    public AsyncPageable<OrchestrationMetadata> Run() => Pageable.Create(PageAsync);

    /// <summary>Reads rows page by page.</summary>
    /// <param name="columns">The columns; null for all.</param>
    /// <param name="cancellation">Stops it.</param>
    public async IAsyncEnumerable<InstanceRow> RowsAsync(IReadOnlyList<string>? columns, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? token = null;
        do
        {
            (var rows, token) = await ReadAsync(token, MaxPage, columns, cancellation).ConfigureAwait(false);
            foreach (var row in rows) yield return row;
        }
        while (token is not null);
    }

    private async Task<Page<OrchestrationMetadata>> PageAsync(string? continuation, int? size, CancellationToken cancellation)
    {
        var columns = query.FetchInputsAndOutputs ? null : InstanceRow.Brief;
        var most = Math.Clamp(size ?? query.PageSize, 1, MaxPage);
        var (rows, token) = await ReadAsync(continuation ?? query.ContinuationToken, most, columns, cancellation).ConfigureAwait(false);
        var converter = query.FetchInputsAndOutputs ? services.Converter : null;
        return new Page<OrchestrationMetadata>([.. rows.Select(row => InstanceMetadata.Of(row, converter))], token);
    }

    // A page ends where storage ends one; the token tells the shard and where to go on in it.
    private async Task<(List<InstanceRow> Rows, string? Token)> ReadAsync(string? token, int most, IReadOnlyList<string>? columns, CancellationToken cancellation)
    {
        var shards = await services.ShardsAsync(cancellation).ConfigureAwait(false);
        var (shard, inner) = Parse(token);
        var rows = new List<InstanceRow>();
        while (shard < shards)
        {
            await foreach (var page in services.Table.QueryAsync<TableEntity>(FilterOf(shard), most - rows.Count, columns, cancellation).AsPages(inner).ConfigureAwait(false))
            {
                rows.AddRange(page.Values.Select(InstanceRow.Of));
                inner = page.ContinuationToken;
                break;
            }

            if (inner is null) shard++;
            if (rows.Count >= most) break;
        }

        return (rows, shard < shards ? string.Create(CultureInfo.InvariantCulture, $"{shard}|{inner}") : null);
    }

    private static (int Shard, string? Inner) Parse(string? token)
    {
        if (string.IsNullOrEmpty(token)) return (0, null);
        var bar = token.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 && int.TryParse(token.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            ? (shard, bar + 1 < token.Length ? token[(bar + 1)..] : null)
            : throw new ArgumentException("The continuation token is not one of this query.", nameof(token));
    }

    private string FilterOf(int shard)
    {
        var prefix = RowKeys.Instance(RowKeys.Escape(query.InstanceIdPrefix ?? ""));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Sharding.Partition(shard)} and RowKey ge {prefix} and RowKey lt {ShardStore.After(prefix)}");
        if (query.CreatedFrom is { } from) filter += TableClient.CreateQueryFilter($" and CreatedAt ge {from}");
        if (query.CreatedTo is { } to) filter += TableClient.CreateQueryFilter($" and CreatedAt le {to}");
        var statuses = query.Statuses?.Select(status => TableClient.CreateQueryFilter($"Status eq {status.ToString()}")).ToList();
        return statuses is { Count: > 0 } ? $"{filter} and ({string.Join(" or ", statuses)})" : filter;
    }
}
