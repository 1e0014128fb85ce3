using System.Net;

namespace Functions.Worker.Tests.Http;

public sealed class KeyTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await TestApp.StartAsync(typeof(KeyFunctions));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("Open", null, true)]
    [InlineData("Open", "wrong", true)]
    [InlineData("Keyed", null, false)]
    [InlineData("Keyed", "wrong", false)]
    [InlineData("Keyed", "function-ke", false)]
    [InlineData("Keyed", TestApp.FunctionKey, true)]
    [InlineData("Keyed", TestApp.AdminKey, true)]
    [InlineData("Guarded", null, false)]
    [InlineData("Guarded", TestApp.FunctionKey, false)]
    [InlineData("Guarded", TestApp.AdminKey, true)]
    public async Task A_level_opens_to_its_own_key_and_to_the_admin_key(string function, string? key, bool opens)
    {
        using HttpResponseMessage byHeader = await _app.SendAsync(HttpMethod.Get, $"/api/{function}", key);
        using HttpResponseMessage byQuery = await _app.SendAsync(HttpMethod.Get, $"/api/{function}?code={key}");
        HttpStatusCode expected = opens ? HttpStatusCode.OK : HttpStatusCode.Unauthorized;
        Assert.Equal((expected, expected), (byHeader.StatusCode, byQuery.StatusCode));
    }

    [Fact]
    public async Task A_refusal_is_a_problem_that_says_where_the_key_goes()
    {
        using HttpResponseMessage response = await _app.SendAsync(HttpMethod.Get, "/api/Keyed");
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData("")]
    [InlineData("any")]
    public async Task Without_configured_keys_nothing_but_the_anonymous_level_opens(string key)
    {
        await using TestApp app = await TestApp.StartAsync(
            builder =>
            {
                builder.Configuration["RELIABILITY_FUNCTION_KEY"] = "";
                builder.Configuration["RELIABILITY_ADMIN_KEY"] = null;
            },
            typeof(KeyFunctions));
        using HttpResponseMessage keyed = await app.SendAsync(HttpMethod.Get, "/api/Keyed", key);
        using HttpResponseMessage guarded = await app.SendAsync(HttpMethod.Get, $"/api/Guarded?code={key}");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (keyed.StatusCode, guarded.StatusCode));
        Assert.Equal((HttpStatusCode.OK, "open"), await app.GetAsync("/api/Open"));
    }
}
