using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;

namespace Functions.Worker.Tests.Http;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_runs_around_the_function_the_first_added_outermost()
    {
        await using TestApp app = await TestApp.StartAsync(
            builder =>
            {
                builder.UseMiddleware<Outer>();
                builder.UseMiddleware(async (context, next) =>
                {
                    Trail(context).Add("inner in");
                    await next();
                    Trail(context).Add("inner out");
                });
            },
            typeof(TrailFunctions));
        using HttpResponseMessage response = await app.SendAsync(HttpMethod.Get, "/api/Trail");
        Assert.Equal("outer in,inner in,function,inner out,outer out", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Middleware_can_answer_instead_of_the_function()
    {
        await using TestApp app = await TestApp.StartAsync(
            builder => builder.UseMiddleware((context, _) =>
            {
                context.GetHttpContext()!.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }),
            typeof(TrailFunctions));
        Assert.Equal((HttpStatusCode.Forbidden, ""), await app.GetAsync("/api/Trail"));
    }

    [Fact]
    public async Task Middleware_sees_the_exception_of_the_function()
    {
        TaskCompletionSource<Exception> seen = new();
        await using TestApp app = await TestApp.StartAsync(
            builder => builder.UseMiddleware(async (_, next) =>
            {
                try
                {
                    await next();
                }
                catch (InvalidOperationException fault)
                {
                    seen.SetResult(fault);
                    throw;
                }
            }),
            typeof(FaultyFunctions));
        using HttpResponseMessage response = await app.SendAsync(HttpMethod.Get, "/api/Throws");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("the secret", (await seen.Task).Message);
    }

    private static List<string> Trail(FunctionContext context)
    {
        if (!context.Items.TryGetValue("trail", out object? trail))
            context.Items["trail"] = trail = new List<string>();
        return (List<string>)trail;
    }

    public sealed class Outer : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            Trail(context).Add("outer in");
            await next(context);
            Trail(context).Add("outer out");
        }
    }

    public static class TrailFunctions
    {
        [Function("Trail")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
        {
            Trail(context).Add("function");
            return new TrailResult(Trail(context));
        }
    }

    // Written after the whole pipeline has run, so it shows all of it.
    private sealed class TrailResult(List<string> trail) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => httpContext.Response.WriteAsync(string.Join(',', trail));
    }
}
