using System.Buffers;
using System.Text;
using Azure.Core;
using Azure.Data.Tables.Serialization;

namespace Azure.Data.Tables.Wire;

/// <summary>Entity group transactions on one table.</summary>
internal sealed class TransactionRequests(TablePipeline pipeline, string table)
{
    public async Task<Response<IReadOnlyList<Response>>> SubmitAsync(
        IEnumerable<TableTransactionAction> actions, bool async, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var boundary = Guid.NewGuid().ToString("D");
        var content = new PooledContent();
        var count = WriteChangeSet(content, actions, boundary);
        if (count == 0)
            throw new InvalidOperationException("The transaction has no actions.");

        using var message = pipeline.CreateMessage(RequestMethod.Post, "/$batch", Statuses.Accepted);
        message.Request.Headers.Add("Content-Type", $"multipart/mixed; boundary=batch_{boundary}");
        message.Request.Content = content;
        var response = await pipeline.SendAsync(message, async, cancellation).ConfigureAwait(false);
        content.Release();
        var replies = TransactionReply.Parse(response);
        if (replies.FirstOrDefault(reply => reply.IsError) is { } failure)
            throw new TableTransactionFailedException(new RequestFailedException(failure, null, ODataErrorParser.Instance));
        if (replies.Length != count)
            throw new RequestFailedException(response.Status, $"The reply to the transaction answers {replies.Length} of {count} actions.");
        return Response.FromValue<IReadOnlyList<Response>>(replies, response);
    }

    private int WriteChangeSet(PooledContent output, IEnumerable<TableTransactionAction> actions, string boundary)
    {
        var count = 0;
        Append(output, $"--batch_{boundary}\r\nContent-Type: multipart/mixed; boundary=changeset_{boundary}\r\n\r\n");
        foreach (var action in actions)
        {
            Append(output, $"--changeset_{boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: {count}\r\n\r\n");
            WriteAction(output, action);
            Append(output, "\r\n");
            count++;
        }

        Append(output, $"--changeset_{boundary}--\r\n\r\n--batch_{boundary}--\r\n");
        return count;
    }

    private void WriteAction(PooledContent output, TableTransactionAction action)
    {
        var entity = action.Entity;
        EntityRequests.RequireKey(entity);
        var isAdd = action.ActionType == TableTransactionActionType.Add;
        var isDelete = action.ActionType == TableTransactionActionType.Delete;
        var path = isAdd ? $"/{table}" : TableAddress.Entity(table, entity.PartitionKey, entity.RowKey);
        Append(output, $"{VerbOf(action.ActionType)} {pipeline.BaseUrl}{path} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n");
        if (Condition(action) is { } etag)
            Append(output, $"If-Match: {etag}\r\n");
        if (isDelete)
        {
            Append(output, "\r\n");
            return;
        }

        Append(output, "Prefer: return-no-content\r\nContent-Type: application/json\r\n\r\n");
        EntityWriter.Write(output, entity);
    }

    private static string? Condition(TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Delete => (action.ETag == default ? ETag.All : action.ETag).ToString(),
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace when action.ETag != default => action.ETag.ToString(),
        _ => null,
    };

    private static string VerbOf(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "POST",
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH",
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT",
        TableTransactionActionType.Delete => "DELETE",
        _ => throw new InvalidOperationException($"Unknown action type {type}."),
    };

    private static void Append(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
