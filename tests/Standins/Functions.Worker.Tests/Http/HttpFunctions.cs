using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Functions.Worker.Tests.Http;

public static class RouteFunctions
{
    [Function("Named")]
    public static IResult Named([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("named");

    [Function("ItemByNumber")]
    public static IResult ByNumber([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int}")] HttpRequest request, int id) =>
        Results.Text($"number {id}");

    [Function("ItemByCode")]
    public static IResult ByCode(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{code:regex(^[a-z]{{2}}$)}")] HttpRequest request, string code) =>
        Results.Text($"code {code}");

    [Function("ItemSpecial")]
    public static IResult Special([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/special")] HttpRequest request) => Results.Text("special");

    [Function("ItemAny")]
    public static IResult Any([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{*rest}")] HttpRequest request, string? rest) =>
        Results.Text($"rest {rest}");

    [Function("ItemCreate")]
    public static IResult Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", "PUT", Route = "items/special")] HttpRequest request) =>
        Results.Text(request.Method);

    [Function("AllMethods")]
    public static IResult AllMethods([HttpTrigger(AuthorizationLevel.Anonymous, Route = "all")] HttpRequest request) => Results.Text(request.Method);

    [Function("FromSetting")]
    public static IResult FromSetting([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "%Area__Name%/x")] HttpRequest request) => Results.Text("area");
}

public static class KeyFunctions
{
    [Function("Open")]
    public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("open");

    [Function("Keyed")]
    public static IResult Keyed([HttpTrigger("get")] HttpRequest request) => Results.Text("keyed");

    [Function("Guarded")]
    public static IResult Guarded([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => Results.Text("guarded");
}

public sealed class Greeting
{
    public string Text => "from a service";
}

public sealed class BoundFunctions(Greeting greeting)
{
    [Function("Bound")]
    public IResult Bound(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bound/{id}/{count}/{big}/{name?}")] HttpRequest request,
        Guid id, int count, long? big, string? name, FunctionContext context, CancellationToken cancellationToken) =>
        Results.Text($"{id} {count} {big} {name ?? "nobody"} {context.FunctionDefinition.Name} {cancellationToken.CanBeCanceled} {greeting.Text}");

    [Function("Defaulted")]
    public static IResult Defaulted(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "page/{number?}")] HttpRequest request, int number = 7) => Results.Text($"page {number}");

    [Function("Context")]
    public static IResult Context([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{key}")] HttpRequest request, FunctionContext context)
    {
        bool same = context.GetHttpContext() == request.HttpContext
            && context.Features.Get<HttpContext>() == request.HttpContext
            && context.Items.Values.Contains(request.HttpContext)
            && context.InstanceServices == request.HttpContext.RequestServices;
        return Results.Text($"{same} {Guid.TryParse(context.InvocationId, out _)} {context.BindingContext.BindingData["key"]} {context.InvocationId == context.InvocationId}");
    }
}

public sealed class ResultFunctions
{
    [Function("PlainResult")]
    public IResult Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Ok(new { total = 1 });

    [Function("TypedTask")]
    public async Task<Microsoft.AspNetCore.Http.HttpResults.Ok<string>> Typed([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await Task.Yield();
        return TypedResults.Ok("typed");
    }

    [Function("ValueTaskResult")]
    public ValueTask<IResult> Value([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new(Results.NoContent());

    [Function("ActionResult")]
    public IActionResult Action([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new OkObjectResult(new { Total = 2 });

    [Function("ActionResultTask")]
    public Task<IActionResult> ActionTask([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Task.FromResult<IActionResult>(new StatusCodeResult(StatusCodes.Status418ImATeapot));

    [Function("WritesItself")]
    public async Task Writes([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        await request.HttpContext.Response.WriteAsync("by itself");

    [Function("Nothing")]
    public static void Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
    }
}

public sealed class FaultyFunctions(ILogger<FaultyFunctions> logger)
{
    [Function("Throws")]
    public IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        logger.LogInformation("about to throw");
        throw new InvalidOperationException("the secret");
    }

    [Function("ThrowsLate")]
    public static async Task ThrowsLate([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("half of");
        await request.HttpContext.Response.Body.FlushAsync();
        throw new InvalidOperationException("the secret");
    }

    [Function("Reads")]
    public static async Task<IResult> Reads([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
    {
        using StreamReader body = new(request.Body);
        return Results.Text((await body.ReadToEndAsync()).Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
