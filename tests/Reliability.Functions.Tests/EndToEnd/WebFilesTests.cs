using System.IO.Compression;
using System.Net;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>The client script and the demo page, as browsers and caches get them.</summary>
[Collection(SharedSuite.Name)]
public sealed class WebFilesTests(SuiteFixture fixture)
{
    private readonly SuiteProcess _suite = fixture.Suite;

    [Theory]
    [InlineData("api/rum.js")]
    [InlineData("api/rum/demo")]
    public async Task File_is_compressed_for_those_that_take_it_and_the_same_otherwise(string address)
    {
        using var plain = await SendAsync(HttpMethod.Get, address, null);
        using var declined = await SendAsync(HttpMethod.Get, address, "gzip;q=0, br");
        using var packed = await SendAsync(HttpMethod.Get, address, "br, gzip");
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Empty(declined.Content.Headers.ContentEncoding);
        Assert.Equal(["gzip"], packed.Content.Headers.ContentEncoding);
        Assert.All([plain, declined, packed], response => Assert.Equal((HttpStatusCode.OK, "Accept-Encoding"), (response.StatusCode, string.Join(',', response.Headers.Vary))));

        await using var unpacked = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var text = new StreamReader(unpacked);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await text.ReadToEndAsync());
    }

    [Theory]
    [InlineData("api/rum.js")]
    [InlineData("api/rum/demo")]
    public async Task Head_tells_what_get_would_without_the_file(string address)
    {
        using var get = await SendAsync(HttpMethod.Get, address, "gzip");
        using var head = await SendAsync(HttpMethod.Head, address, "gzip");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? accepted)
    {
        using var request = new HttpRequestMessage(method, address);
        if (accepted is not null) request.Headers.Add("Accept-Encoding", accepted);
        return await _suite.Client.SendAsync(request);
    }
}
