using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Wire;

/// <summary>Requests on the tables of an account.</summary>
internal sealed class TableRequests(TablePipeline pipeline)
{
    public async Task<Response<TableItem>> CreateAsync(string table, bool async, CancellationToken cancellation)
    {
        using var message = CreateMessage(table, Statuses.Created);
        var response = await pipeline.SendAsync(message, async, cancellation).ConfigureAwait(false);
        return Response.FromValue(new TableItem(table), response);
    }

    public async Task<Response<TableItem>> CreateIfNotExistsAsync(string table, bool async, CancellationToken cancellation)
    {
        using var message = CreateMessage(table, Statuses.CreatedOrConflict);
        var response = await pipeline.SendAsync(message, async, cancellation).ConfigureAwait(false);
        if (response.Status == 409)
        {
            var failure = new RequestFailedException(response);
            if (failure.ErrorCode != TableErrorCode.TableAlreadyExists)
                throw failure;
        }

        return Response.FromValue(new TableItem(table), response);
    }

    public async Task<Response> DeleteAsync(string table, bool async, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        using var message = pipeline.CreateMessage(
            RequestMethod.Delete, $"/Tables('{Uri.EscapeDataString(table)}')", Statuses.NoContentOrAbsent);
        return await pipeline.SendAsync(message, async, cancellation).ConfigureAwait(false);
    }

    public async Task<Page<TableItem>> QueryAsync(TableQuery query, string? continuation, bool async, CancellationToken cancellation)
    {
        using var message = pipeline.CreateMessage(RequestMethod.Get, "/Tables", Statuses.Ok);
        query.AppendTo(message.Request.Uri);
        if (continuation is not null)
            message.Request.Uri.AppendQuery("NextTableName", continuation, escapeValue: true);
        var response = await pipeline.SendAsync(message, async, cancellation).ConfigureAwait(false);
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
        return Page<TableItem>.FromValues(ReadNames(response), next, response);
    }

    private HttpMessage CreateMessage(string table, ResponseClassifier classifier)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        var message = pipeline.CreateMessage(RequestMethod.Post, "/Tables", classifier);
        message.Request.Headers.Add("Content-Type", TablePipeline.Json);
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Content = RequestContent.Create(
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = table }));
        return message;
    }

    private static TableItem[] ReadNames(Response response)
    {
        using var json = JsonDocument.Parse(response.Content.ToMemory());
        return [.. json.RootElement.GetProperty("value").EnumerateArray()
            .Select(item => new TableItem(item.GetProperty("TableName").GetString()!))];
    }
}
