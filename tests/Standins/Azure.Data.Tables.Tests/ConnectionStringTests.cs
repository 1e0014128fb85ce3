namespace Azure.Data.Tables.Tests;

public sealed class ConnectionStringTests
{
    private const string Key = "a2V5";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite", "http://azurite:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("AccountName=acc;AccountKey=" + Key + ";EndpointSuffix=core.windows.net", "https://acc.table.core.windows.net", "acc")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=acc;AccountKey=" + Key + ";EndpointSuffix=core.chinacloudapi.cn;", "http://acc.table.core.chinacloudapi.cn", "acc")]
    [InlineData("accountname=acc; accountkey=" + Key + "; tableendpoint=http://127.0.0.1:7777/acc/;BlobEndpoint=http://x", "http://127.0.0.1:7777/acc", "acc")]
    [InlineData("TableEndpoint=https://acc.table.core.windows.net/;SharedAccessSignature=sv=2019-02-02&sig=a%3D", "https://acc.table.core.windows.net", "acc")]
    [InlineData("TableEndpoint=https://acc.table.core.windows.net;SharedAccessSignature=?sv=2019-02-02&sig=a%3D", "https://acc.table.core.windows.net", "acc")]
    public void A_connection_string_names_endpoint_and_account(string text, string endpoint, string account)
    {
        var service = new TableServiceClient(text);
        var table = new TableClient(text, "Table");

        Assert.Equal((new Uri(endpoint), account), (service.Uri, service.AccountName));
        Assert.Equal((new Uri(endpoint + "/Table"), account, "Table"), (table.Uri, table.AccountName, table.Name));
    }

    [Theory]
    [InlineData("AccountName=acc")]
    [InlineData("AccountName=acc;AccountKey=" + Key)]
    [InlineData("AccountKey=" + Key + ";EndpointSuffix=core.windows.net")]
    [InlineData("SharedAccessSignature=sig=x")]
    [InlineData("UseDevelopmentStorage=false")]
    [InlineData("")]
    public void An_incomplete_connection_string_is_an_argument_error(string text) =>
        Assert.Throws<ArgumentException>(() => new TableServiceClient(text));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("=x")]
    [InlineData("AccountName=a;AccountName=b")]
    public void A_malformed_connection_string_is_an_invalid_operation(string text)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new TableServiceClient(text));

        Assert.DoesNotContain("nonsense", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_not_base64_is_a_format_error() =>
        Assert.Throws<FormatException>(() => new TableServiceClient("AccountName=a;AccountKey=!;EndpointSuffix=core.windows.net"));

    [Theory]
    [InlineData("https://acc.table.core.windows.net/Table?sig=x", "https://acc.table.core.windows.net/Table")]
    [InlineData("https://acc.table.core.windows.net/Tables('Table')?sig=x", "https://acc.table.core.windows.net/Table")]
    [InlineData("http://127.0.0.1:10002/acc/Table?sig=x", "http://127.0.0.1:10002/acc/Table")]
    [InlineData("http://localhost:10002/acc/Table?sig=x", "http://localhost:10002/acc/Table")]
    public void A_table_uri_names_the_table(string uri, string expected)
    {
        var table = new TableClient(new Uri(uri));

        Assert.Equal(("Table", "acc", new Uri(expected)), (table.Name, table.AccountName, table.Uri));
    }

    [Fact]
    public void A_uri_without_a_table_is_an_argument_error() =>
        Assert.Throws<ArgumentException>(() => new TableClient(new Uri("https://acc.table.core.windows.net/?sig=x")));
}
