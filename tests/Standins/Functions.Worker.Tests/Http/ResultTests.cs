using System.Net;

namespace Functions.Worker.Tests.Http;

public sealed class ResultTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await TestApp.StartAsync(typeof(ResultFunctions));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("PlainResult", HttpStatusCode.OK, """{"total":1}""")]
    [InlineData("TypedTask", HttpStatusCode.OK, "\"typed\"")]
    [InlineData("ValueTaskResult", HttpStatusCode.NoContent, "")]
    [InlineData("ActionResult", HttpStatusCode.OK, """{"total":2}""")]
    [InlineData("ActionResultTask", (HttpStatusCode)418, "")]
    [InlineData("WritesItself", HttpStatusCode.OK, "by itself")]
    [InlineData("Nothing", HttpStatusCode.OK, "")]
    public async Task What_a_function_returns_becomes_the_response(string function, HttpStatusCode status, string body) =>
        Assert.Equal((status, body), await _app.GetAsync($"/api/{function}"));

    [Fact]
    public async Task Apps_without_action_results_do_not_pay_for_mvc()
    {
        await using TestApp plain = await TestApp.StartAsync(typeof(KeyFunctions));
        Type executor = typeof(Microsoft.AspNetCore.Mvc.Infrastructure.IActionResultExecutor<Microsoft.AspNetCore.Mvc.ObjectResult>);
        Assert.Null(plain.Services.GetService(executor));
        Assert.NotNull(_app.Services.GetService(executor));
    }
}
