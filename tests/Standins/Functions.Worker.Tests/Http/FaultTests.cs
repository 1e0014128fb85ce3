using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Functions.Worker.Tests.Http;

public sealed class FaultTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await TestApp.StartAsync(
        builder => builder.Configuration.AddInMemoryCollection([new("FunctionsHost:MaxRequestBodyBytes", "1024")]), typeof(FaultyFunctions));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_failing_function_is_answered_without_internals_and_logged_with_them()
    {
        using HttpResponseMessage response = await _app.SendAsync(HttpMethod.Get, "/api/Throws");
        JsonElement problem = await ProblemAssert.IsAsync(response, HttpStatusCode.InternalServerError, "internal-error");
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);

        LogLine line = Assert.Single(_app.Log.All, line => line.Level == LogLevel.Error);
        Assert.Equal("the secret", line.Exception?.Message);
        Assert.Contains(problem.GetProperty("invocationId").GetString()!, line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_logged_during_an_invocation_carries_its_function_and_id()
    {
        using HttpResponseMessage response = await _app.SendAsync(HttpMethod.Get, "/api/Throws");
        LogLine own = Assert.Single(_app.Log.All, line => line.Message == "about to throw");
        LogLine hosts = Assert.Single(_app.Log.All, line => line.Level == LogLevel.Error);
        Assert.Equal("Throws", own.Scopes["FunctionName"]);
        Assert.Equal(hosts.Scopes["InvocationId"], own.Scopes["InvocationId"]);
    }

    [Fact]
    public async Task A_response_that_fails_halfway_is_broken_off_rather_than_ended_as_if_whole() =>
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _app.GetAsync("/api/ThrowsLate"));

    [Theory]
    [InlineData(1024, HttpStatusCode.OK)]
    [InlineData(1025, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_beyond_the_bound_is_refused(int bytes, HttpStatusCode status)
    {
        using HttpResponseMessage response = await _app.SendAsync(HttpMethod.Post, "/api/Reads", body: new string('x', bytes));
        Assert.Equal(status, response.StatusCode);
        if (status != HttpStatusCode.OK)
            await ProblemAssert.IsAsync(response, status, "payload-too-large");
    }
}
