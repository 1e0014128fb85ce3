using System.Net;
using System.Text;
using Azure.Core;
using Reliability.Testing;

namespace Azure.Data.Tables.Tests;

public sealed class RetryTests
{
    private static readonly Uri Endpoint = new("https://account.table.core.windows.net");
    private static readonly TableEntity Entity = new("p", "r") { ["Bytes"] = new byte[10_000] };

    [Fact]
    public async Task A_busy_service_is_asked_again_with_the_whole_body()
    {
        var transport = new StubTransport((_, n) => StubTransport.Reply(n < 2 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.NoContent));

        var response = await Table(transport).AddEntityAsync(Entity);

        Assert.Equal(204, response.Status);
        Assert.Equal(3, transport.Sent.Count);
        Assert.All(transport.Sent, sent => Assert.Equal(transport.Sent[0].Body, sent.Body));
    }

    [Fact]
    public async Task Each_try_is_signed_anew()
    {
        var credential = new TableSharedKeyCredential("account", AzuriteServer.AccountKey);
        var transport = new StubTransport((_, n) =>
        {
            credential.SetAccountKey(Convert.ToBase64String(new byte[64]));
            return StubTransport.Reply(n == 0 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.NoContent);
        });

        await new TableClient(Endpoint, "Table", credential, Options(transport, 3)).AddEntityAsync(Entity);

        var signatures = transport.Sent.Select(sent => sent.Headers["Authorization"]).ToArray();
        Assert.Equal(2, signatures.Distinct().Count());
        Assert.All(signatures, signature => Assert.StartsWith("SharedKeyLite account:", signature, StringComparison.Ordinal));
        Assert.All(transport.Sent, sent => Assert.EndsWith(" GMT", sent.Headers["x-ms-date"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_failure_surfaces_with_its_status_and_code()
    {
        var transport = new StubTransport((_, _) => StubTransport.Reply(
            HttpStatusCode.InternalServerError, StubTransport.ODataError("OperationTimedOut", "Too slow.")));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table(transport).AddEntityAsync(Entity));

        Assert.Equal((500, "OperationTimedOut", 4), (failure.Status, failure.ErrorCode, transport.Sent.Count));
        Assert.StartsWith("Too slow.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_connection_surfaces_as_status_zero()
    {
        var transport = new StubTransport((_, _) => throw new HttpRequestException("reset"));

        var failure = await Assert.ThrowsAsync<AggregateException>(() => Table(transport).AddEntityAsync(Entity));
        var single = await Assert.ThrowsAsync<RequestFailedException>(() => Table(transport, retries: 0).AddEntityAsync(Entity));

        Assert.All(failure.InnerExceptions, inner => Assert.Equal(0, Assert.IsType<RequestFailedException>(inner).Status));
        Assert.Equal(0, single.Status);
    }

    [Fact]
    public async Task A_conflict_with_an_earlier_try_of_the_same_request_is_not_hidden()
    {
        var transport = new StubTransport((_, n) => n == 0
            ? StubTransport.Reply(HttpStatusCode.InternalServerError)
            : StubTransport.Reply(HttpStatusCode.Conflict, StubTransport.ODataError("EntityAlreadyExists", "There.")));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table(transport).AddEntityAsync(Entity));

        Assert.Equal((409, "EntityAlreadyExists", 2), (failure.Status, failure.ErrorCode, transport.Sent.Count));
    }

    [Theory]
    [InlineData("""{"odata.error":{"code":"TableBeingDeleted","message":{"lang":"","value":"Wait."}}}""", null, "TableBeingDeleted")]
    [InlineData("<xml/>", "TableBeingDeleted", "TableBeingDeleted")]
    [InlineData("{broken", "TableBeingDeleted", "TableBeingDeleted")]
    [InlineData("""{"other":1}""", null, null)]
    [InlineData("", null, null)]
    public async Task Creation_while_the_table_is_being_deleted_fails_even_if_it_may_exist(string body, string? header, string? code)
    {
        var transport = new StubTransport((_, _) =>
        {
            var reply = StubTransport.Reply(HttpStatusCode.Conflict, body);
            if (header is not null)
                reply.Headers.Add("x-ms-error-code", header);
            return reply;
        });

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table(transport).CreateIfNotExistsAsync());

        Assert.Equal((409, code), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task A_renewed_signature_replaces_the_old_one_between_tries()
    {
        var credential = new AzureSasCredential("sig=old");
        var transport = new StubTransport((_, n) =>
        {
            credential.Update("sig=new");
            return StubTransport.Reply(n == 0 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.NoContent);
        });
        var table = new TableServiceClient(Endpoint, credential, Options(transport, 3)).GetTableClient("Table");

        await table.DeleteEntityAsync("p", "r");

        Assert.Equal(["?sig=old", "?sig=new"], transport.Sent.Select(sent => sent.Uri.Query));
    }

    [Fact]
    public async Task An_insert_asks_for_no_content_and_states_its_length()
    {
        var transport = new StubTransport((_, _) => StubTransport.Reply(HttpStatusCode.NoContent));

        await Table(transport).AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1L, ["D"] = 2.0, ["T"] = "<é>", ["Timestamp"] = DateTimeOffset.UnixEpoch });

        var sent = Assert.Single(transport.Sent);
        Assert.Equal((HttpMethod.Post, "https://account.table.core.windows.net/Table"), (sent.Method, sent.Uri.AbsoluteUri));
        Assert.Equal(
            """{"PartitionKey":"p","RowKey":"r","N@odata.type":"Edm.Int64","N":"1","D@odata.type":"Edm.Double","D":2,"T":"<é>"}""",
            Encoding.UTF8.GetString(sent.Body));
        Assert.Equal(("return-no-content", "3.0", "2020-12-06"), (sent.Headers["Prefer"], sent.Headers["DataServiceVersion"], sent.Headers["x-ms-version"]));
        Assert.Equal($"{sent.Body.Length}", sent.Headers["Content-Length"]);
    }

    [Fact]
    public async Task An_entity_of_sixty_large_properties_is_sent_whole()
    {
        var transport = new StubTransport((_, _) => StubTransport.Reply(HttpStatusCode.NoContent));
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < 60; i++)
            entity[$"B{i}"] = new byte[60_000];

        await Table(transport).AddEntityAsync(entity);

        Assert.InRange(Assert.Single(transport.Sent).Body.Length, 60 * 80_000, 60 * 80_100);
    }

    private static TableClient Table(StubTransport transport, int retries = 3) => new(
        Endpoint, "Table", new TableSharedKeyCredential("account", AzuriteServer.AccountKey), Options(transport, retries));

    private static TableClientOptions Options(StubTransport transport, int retries) => new()
    {
        Transport = transport.Transport,
        Retry = { MaxRetries = retries, Delay = TimeSpan.FromMilliseconds(1), Mode = RetryMode.Fixed },
    };
}
