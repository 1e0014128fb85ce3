using System.Net;
using System.Text;
using Reliability.Testing;

namespace Azure.Data.Tables.Tests;

/// <summary>Replies as the service documents them, where the emulator differs.</summary>
public sealed class TransactionReplyTests
{
    private const string ContentType = "multipart/mixed; boundary=batchresponse_1";

    [Theory]
    [InlineData("1:The batch request contains entities of several partitions.", 1)]
    [InlineData("17:Line one\nRequestId:x\nTime:2026-01-01T00:00:00.0000000Z", 17)]
    [InlineData("The service does not say which.", null)]
    [InlineData("Time:2026", null)]
    public async Task The_failed_action_is_named_by_the_prefix_of_the_message(string message, int? index)
    {
        var body = Failure("400 Bad Request", "CommandsInBatchActOnDifferentPartitions", message);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => SubmitAsync(body));

        Assert.Equal((400, "CommandsInBatchActOnDifferentPartitions", index), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_service_inside_a_reply_is_not_retried()
    {
        var transport = new StubTransport((_, _) => StubTransport.Reply(
            HttpStatusCode.Accepted, Failure("503 Service Unavailable", "ServerBusy", "0:Busy"), ContentType));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => SubmitAsync(transport));

        Assert.Equal((503, "ServerBusy"), (failure.Status, failure.ErrorCode));
        Assert.Single(transport.Sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--batchresponse_1\r\nContent-Type: application/http\r\n\r\nnonsense\r\n--batchresponse_1--\r\n")]
    [InlineData("--batchresponse_1\r\n\r\n--batchresponse_1--\r\n")]
    [InlineData("--batchresponse_1\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")]
    public async Task A_reply_that_does_not_answer_every_action_is_a_failure(string body)
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => SubmitAsync(body));

        Assert.Equal(202, failure.Status);
    }

    [Fact]
    public async Task A_request_is_multipart_in_multipart_with_absolute_addresses_and_no_inner_authorization()
    {
        var transport = new StubTransport((_, _) => StubTransport.Reply(
            HttpStatusCode.Accepted, Failure("409 Conflict", "EntityAlreadyExists", "0:x"), ContentType));

        await Assert.ThrowsAsync<TableTransactionFailedException>(() => SubmitAsync(transport));

        var sent = Assert.Single(transport.Sent);
        var text = Encoding.UTF8.GetString(sent.Body);
        var boundary = sent.Headers["Content-Type"]["multipart/mixed; boundary=batch_".Length..];
        Assert.Equal("https://account.table.core.windows.net/$batch", sent.Uri.AbsoluteUri);
        Assert.Equal(
            $"--batch_{boundary}\r\nContent-Type: multipart/mixed; boundary=changeset_{boundary}\r\n\r\n"
            + $"--changeset_{boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: 0\r\n\r\n"
            + "PUT https://account.table.core.windows.net/Table(PartitionKey='it%27%27s',RowKey='a%20b') HTTP/1.1\r\n"
            + "Accept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\nIf-Match: *\r\n"
            + "Prefer: return-no-content\r\nContent-Type: application/json\r\n\r\n"
            + "{\"PartitionKey\":\"it's\",\"RowKey\":\"a b\"}\r\n"
            + $"--changeset_{boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: 1\r\n\r\n"
            + "DELETE https://account.table.core.windows.net/Table(PartitionKey='it%27%27s',RowKey='c') HTTP/1.1\r\n"
            + "Accept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\nIf-Match: *\r\n\r\n\r\n"
            + $"--changeset_{boundary}--\r\n\r\n--batch_{boundary}--\r\n",
            text);
    }

    private static string Failure(string status, string code, string message) =>
        "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_2\r\n\r\n"
        + "--changesetresponse_2\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        + $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n\r\n"
        + StubTransport.ODataError(code, message)
        + "\r\n--changesetresponse_2--\r\n--batchresponse_1--\r\n";

    private static Task<Response<IReadOnlyList<Response>>> SubmitAsync(string body) =>
        SubmitAsync(new StubTransport((_, _) => StubTransport.Reply(HttpStatusCode.Accepted, body, ContentType)));

    private static Task<Response<IReadOnlyList<Response>>> SubmitAsync(StubTransport transport)
    {
        var table = new TableClient(
            new Uri("https://account.table.core.windows.net"), "Table", new TableSharedKeyCredential("account", AzuriteServer.AccountKey),
            new TableClientOptions { Transport = transport.Transport });
        return table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateReplace, new TableEntity("it's", "a b"), ETag.All),
            new(TableTransactionActionType.Delete, new TableEntity("it's", "c")),
        ]);
    }
}
