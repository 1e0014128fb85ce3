using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Reliability.Testing;

namespace Azure.Data.Tables.Tests;

[Collection(WithAzurite.Name)]
public sealed class CredentialTests(AzuriteServer azurite)
{
    private static readonly Uri Cloud = new("https://account.table.core.windows.net/");

    [Fact]
    public async Task A_shared_key_opens_the_account_by_either_constructor()
    {
        var credential = new TableSharedKeyCredential(AzuriteServer.AccountName, AzuriteServer.AccountKey);
        var service = new TableServiceClient(azurite.Endpoint, credential);
        var name = AzuriteServer.NewTableName();

        await service.GetTableClient(name).CreateAsync();
        await new TableClient(azurite.Endpoint, name, credential).AddEntityAsync(new TableEntity("p", "r"));

        Assert.Single(await service.GetTableClient(name).QueryAsync<TableEntity>().ToListAsync());
        Assert.Equal((AzuriteServer.AccountName, name), (service.AccountName, service.GetTableClient(name).Name));
    }

    [Fact]
    public async Task A_wrong_key_is_403_until_it_is_rotated()
    {
        var credential = new TableSharedKeyCredential(AzuriteServer.AccountName, Convert.ToBase64String(new byte[64]));
        var table = new TableClient(azurite.Endpoint, AzuriteServer.NewTableName(), credential);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());
        credential.SetAccountKey(AzuriteServer.AccountKey);
        var created = await table.CreateAsync();

        Assert.Equal((403, "AuthorizationFailure"), (failure.Status, failure.ErrorCode));
        Assert.Equal(table.Name, created.Value.Name);
    }

    [Fact]
    public async Task A_shared_access_signature_opens_the_account_in_every_form()
    {
        var table = await azurite.CreateTableAsync();
        var sas = AccountSas("raud");
        TableClient[] clients =
        [
            new(new Uri($"{azurite.Endpoint}/{table.Name}"), new AzureSasCredential(sas)),
            new(new Uri($"{azurite.Endpoint}/{table.Name}"), new AzureSasCredential("?" + sas)),
            new(new Uri($"{azurite.Endpoint}/{table.Name}?{sas}")),
            new TableServiceClient(azurite.Endpoint, new AzureSasCredential(sas)).GetTableClient(table.Name),
            new TableServiceClient(new Uri($"{azurite.Endpoint}?{sas}")).GetTableClient(table.Name),
            new($"TableEndpoint={azurite.Endpoint};SharedAccessSignature={sas}", table.Name),
        ];

        for (var i = 0; i < clients.Length; i++)
        {
            await clients[i].AddEntityAsync(new TableEntity("p", $"{i}"));
            await clients[i].SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("q", $"{i}"))]);
            Assert.Equal(i + 1, await clients[i].QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 2).CountAsync());
            Assert.Equal(table.Uri, clients[i].Uri);
        }
    }

    [Fact]
    public async Task A_signature_without_the_permission_is_403()
    {
        var table = await azurite.CreateTableAsync();
        var reader = new TableClient(new Uri($"{azurite.Endpoint}/{table.Name}"), new AzureSasCredential(AccountSas("r")));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => reader.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((403, "AuthorizationPermissionMismatch"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public void A_signature_must_not_travel_in_the_clear()
    {
        var plain = new Uri("http://account.table.core.windows.net/Table");

        Assert.Throws<ArgumentException>(() => new TableClient(plain, new AzureSasCredential("sv=1&sig=x")));
        Assert.Throws<ArgumentException>(() => new TableServiceClient(plain, new AzureSasCredential("sv=1&sig=x")));
    }

    [Theory]
    [InlineData(null, "https://storage.azure.com/.default")]
    [InlineData("https://storage.azure.us/", "https://storage.azure.us/.default")]
    public async Task A_token_is_asked_for_the_audience_and_sent_as_bearer(string? audience, string scope)
    {
        var transport = new StubTransport((_, _) => StubTransport.Reply(HttpStatusCode.NoContent));
        var credential = new RecordingCredential();
        var options = new TableClientOptions { Transport = transport.Transport, Audience = audience is null ? default(TableAudience?) : new TableAudience(audience) };

        await new TableClient(Cloud, "Table", credential, options).AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal([scope], credential.Scopes);
        Assert.Equal("Bearer secret", Assert.Single(transport.Sent).Headers["Authorization"]);
    }

    [Fact]
    public async Task A_token_is_never_sent_without_TLS()
    {
        var transport = new StubTransport((_, _) => StubTransport.Reply(HttpStatusCode.NoContent));
        var table = new TableClient(azurite.Endpoint, "Table", new RecordingCredential(), new TableClientOptions { Transport = transport.Transport });

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Empty(transport.Sent);
    }

    // https://learn.microsoft.com/rest/api/storageservices/create-account-sas#construct-the-signature-string
    private static string AccountSas(string permissions)
    {
        const string Version = "2019-02-02";
        var expiry = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var text = $"{AzuriteServer.AccountName}\n{permissions}\nt\nsco\n\n{expiry}\n\nhttps,http\n{Version}\n";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(AzuriteServer.AccountKey), Encoding.UTF8.GetBytes(text)));
        return $"sv={Version}&ss=t&srt=sco&sp={permissions}&se={Uri.EscapeDataString(expiry)}&spr=https,http&sig={Uri.EscapeDataString(signature)}";
    }

    private sealed class RecordingCredential : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new AccessToken("secret", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
