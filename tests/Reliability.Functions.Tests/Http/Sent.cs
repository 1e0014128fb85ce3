using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Reliability.Functions.Tests.Http;

/// <summary>An answer as the caller gets it.</summary>
internal sealed record Sent(int Status, string? ContentType, IHeaderDictionary Headers, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public static async Task<Sent> FromAsync(IResult result)
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var stream = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Response.Body = stream;
        await result.ExecuteAsync(context);
        var response = context.Response;
        return new Sent(response.StatusCode, response.ContentType, response.Headers, Encoding.UTF8.GetString(stream.ToArray()));
    }

    public static HttpRequest Request(string? accept = null)
    {
        var context = new DefaultHttpContext();
        if (accept is not null)
            context.Request.Headers.Accept = accept;
        return context.Request;
    }
}
