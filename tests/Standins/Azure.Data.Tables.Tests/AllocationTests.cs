using System.Net;
using Azure.Core.Pipeline;
using Reliability.Testing;

namespace Azure.Data.Tables.Tests;

public sealed class AllocationTests
{
    private const int Warmups = 200;
    private const int Inserts = 200;

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(1, 60_000)]
    [InlineData(15, 60_000)]
    public void An_insert_allocates_a_fixed_amount_whatever_its_size(int properties, int bytes)
    {
        var table = new TableClient(
            new Uri("https://account.table.core.windows.net"), "Table", new TableSharedKeyCredential("account", AzuriteServer.AccountKey),
            new TableClientOptions { Transport = new HttpClientTransport(new Acknowledge()) });
        var entity = new TableEntity("partition", "row");
        for (var i = 0; i < properties; i++)
            entity[$"B{i}"] = new byte[bytes];
        for (var i = 0; i < Warmups; i++)
            table.AddEntity(entity);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Inserts; i++)
            table.AddEntity(entity);
        var perInsert = (GC.GetAllocatedBytesForCurrentThread() - before) / Inserts;

        // Measured 4 KB: request, reply, URI, headers, signature. The body (up to 1.2 MB here) is rented.
        Assert.InRange(perInsert, 0, 8_000);
    }

    private sealed class Acknowledge : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
            new(HttpStatusCode.NoContent) { RequestMessage = request };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }
}
