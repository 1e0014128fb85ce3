using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Worker.SampleApp;

/// <summary>Functions of an app that runs in a process of its own.</summary>
public static class SampleFunctions
{
    [Function("Hello")]
    public static IResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("hello");

    /// <summary>Reads the body to its end: the caller decides when that is.</summary>
    [Function("Slow")]
    public static async Task Slow([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("started;");
        await request.HttpContext.Response.Body.FlushAsync();
        using StreamReader body = new(request.Body);
        await request.HttpContext.Response.WriteAsync("read " + await body.ReadToEndAsync());
    }
}
