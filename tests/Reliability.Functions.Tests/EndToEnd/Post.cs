using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>What the suite answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Type">The end of the problem's type, or the body where it is no problem.</param>
/// <param name="Body">The body.</param>
internal sealed record Answer(HttpStatusCode Status, string Type, string Body);

/// <summary>Sends to the beacon address.</summary>
internal static class Post
{
    private const string TypePrefix = "urn:reliability:problem:";

    /// <summary>Sends a body as a page of the shop does.</summary>
    public static Task<Answer> PostBeaconAsync(this SuiteProcess suite, string body) => suite.PostBeaconAsync(Encoding.UTF8.GetBytes(body));

    /// <inheritdoc cref="PostBeaconAsync(SuiteProcess, string)"/>
    /// <param name="suite">The suite.</param>
    /// <param name="body">The bytes on the wire.</param>
    /// <param name="encoding">The <c>Content-Encoding</c>; null for none.</param>
    /// <param name="chunked">Whether the length is left out.</param>
    public static async Task<Answer> PostBeaconAsync(this SuiteProcess suite, byte[] body, string? encoding = null, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/rum/shop?key=pk_shop_1") { Content = new ByteArrayContent(body) };
        request.Headers.Add("Origin", Load.Origin);
        request.Headers.TransferEncodingChunked = chunked;
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/plain;charset=UTF-8");
        if (encoding is not null) request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return await suite.SendAsync(request);
    }

    /// <summary>Sends any request.</summary>
    public static async Task<Answer> SendAsync(this SuiteProcess suite, HttpRequestMessage request)
    {
        using var response = await suite.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return new Answer(response.StatusCode, text, text);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        return new Answer(response.StatusCode, problem.GetProperty("type").GetString()!.Replace(TypePrefix, "", StringComparison.Ordinal), text);
    }
}
