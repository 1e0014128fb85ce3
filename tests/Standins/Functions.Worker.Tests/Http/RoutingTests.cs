using System.Net;
using Microsoft.Extensions.Configuration;

namespace Functions.Worker.Tests.Http;

public sealed class RoutingTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await TestApp.StartAsync(
        builder => builder.Configuration.AddInMemoryCollection([new("Area:Name", "north")]), typeof(RouteFunctions));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("/api/Named", "named")]
    [InlineData("/api/named", "named")]
    [InlineData("/api/items/12", "number 12")]
    [InlineData("/api/items/ab", "code ab")]
    [InlineData("/api/items/special", "special")]
    [InlineData("/api/items/a/b/c", "rest a/b/c")]
    [InlineData("/api/items", "rest ")]
    [InlineData("/api/north/x", "area")]
    public async Task A_path_reaches_the_most_specific_function_whose_constraints_it_meets(string path, string answer) =>
        Assert.Equal((HttpStatusCode.OK, answer), await _app.GetAsync(path));

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task Functions_of_one_route_are_told_apart_by_method(string method)
    {
        using HttpResponseMessage response = await _app.SendAsync(new HttpMethod(method), "/api/items/special");
        Assert.Equal(method, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task A_function_without_methods_answers_all_of_them(string method)
    {
        using HttpResponseMessage response = await _app.SendAsync(new HttpMethod(method), "/api/all");
        Assert.Equal(method, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_unknown_path_is_answered_with_a_problem()
    {
        using HttpResponseMessage response = await _app.SendAsync(HttpMethod.Get, "/elsewhere");
        await ProblemAssert.IsAsync(response, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_method_the_route_does_not_answer_is_refused_and_the_others_are_named()
    {
        using HttpResponseMessage response = await _app.SendAsync(HttpMethod.Delete, "/api/Named");
        Assert.Equal(["GET"], response.Content.Headers.Allow);
        await ProblemAssert.IsAsync(response, HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }

    [Fact]
    public async Task The_root_is_a_sign_of_life() =>
        Assert.Equal((HttpStatusCode.NoContent, ""), await _app.GetAsync("/"));

    [Fact]
    public async Task The_server_does_not_say_what_it_is()
    {
        using HttpResponseMessage response = await _app.SendAsync(HttpMethod.Get, "/api/Named");
        Assert.Empty(response.Headers.Server);
    }

    [Theory]
    [InlineData("", "/Named")]
    [InlineData("v1/public", "/v1/public/Named")]
    public async Task The_route_prefix_of_host_json_replaces_the_default(string prefix, string path)
    {
        await using TestApp app = await TestApp.StartAsync(
            builder => builder.Configuration.AddInMemoryCollection([
                new("AzureFunctionsJobHost:extensions:http:routePrefix", prefix),
                new("Area:Name", "north")]),
            typeof(RouteFunctions));
        Assert.Equal((HttpStatusCode.OK, "named"), await app.GetAsync(path));
    }
}
