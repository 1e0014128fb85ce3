using Azure.Core;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables.Wire;

/// <summary>Requests on single entities of one table.</summary>
internal sealed class EntityRequests(TablePipeline pipeline, string table)
{
    private readonly string _insertPath = $"/{table}";

    public async Task<Response> InsertAsync(ITableEntity entity, bool async, CancellationToken cancellation)
    {
        RequireKey(entity);
        using var message = pipeline.CreateMessage(RequestMethod.Post, _insertPath, Statuses.Created);
        return await SendEntityAsync(message, entity, async, cancellation).ConfigureAwait(false);
    }

    /// <summary>Updates an entity, or without <paramref name="ifMatch"/> adds or updates it.</summary>
    public async Task<Response> PutAsync(
        ITableEntity entity, TableUpdateMode mode, ETag? ifMatch, bool async, CancellationToken cancellation)
    {
        RequireKey(entity);
        using var message = pipeline.CreateMessage(
            VerbOf(mode), TableAddress.Entity(table, entity.PartitionKey, entity.RowKey), Statuses.NoContent);
        if (ifMatch is { } etag)
            message.Request.Headers.Add("If-Match", etag.ToString());
        return await SendEntityAsync(message, entity, async, cancellation).ConfigureAwait(false);
    }

    public async Task<Response> DeleteAsync(EntityKey key, ETag ifMatch, bool async, CancellationToken cancellation)
    {
        using var message = pipeline.CreateMessage(
            RequestMethod.Delete, TableAddress.Entity(table, key.PartitionKey, key.RowKey), Statuses.NoContentOrAbsent);
        message.Request.Headers.Add("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await pipeline.SendAsync(message, async, cancellation).ConfigureAwait(false);
    }

    /// <summary>Gets an entity; a reply of status 404 has no value.</summary>
    public async Task<(T? Value, Response Response)> GetAsync<T>(
        EntityKey key, IEnumerable<string>? select, ResponseClassifier success, bool async, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        using var message = pipeline.CreateMessage(
            RequestMethod.Get, TableAddress.Entity(table, key.PartitionKey, key.RowKey), success);
        if (select is not null)
            message.Request.Uri.AppendQuery("$select", string.Join(',', select), escapeValue: true);
        var response = await pipeline.SendAsync(message, async, cancellation).ConfigureAwait(false);
        return response.Status == 404
            ? (null, response)
            : (EntityReader.ReadOne<T>(response.Content.ToMemory().Span, response.Headers.ETag), response);
    }

    internal static RequestMethod VerbOf(TableUpdateMode mode) => mode switch
    {
        TableUpdateMode.Merge => RequestMethod.Patch,
        TableUpdateMode.Replace => RequestMethod.Put,
        _ => throw new ArgumentException($"Unexpected value for {nameof(mode)}: {mode}", nameof(mode)),
    };

    internal static void RequireKey(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
    }

    private async Task<Response> SendEntityAsync(HttpMessage message, ITableEntity entity, bool async, CancellationToken cancellation)
    {
        var content = new PooledContent();
        EntityWriter.Write(content, entity);
        message.Request.Headers.Add("Content-Type", TablePipeline.Json);
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Content = content;
        var response = await pipeline.SendAsync(message, async, cancellation).ConfigureAwait(false);
        content.Release();
        return response;
    }
}

/// <summary>The key of an entity.</summary>
internal readonly record struct EntityKey
{
    public EntityKey(string partitionKey, string rowKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public string PartitionKey { get; }

    public string RowKey { get; }
}
