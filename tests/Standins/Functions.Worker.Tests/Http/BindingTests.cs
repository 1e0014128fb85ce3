using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Worker.Tests.Http;

public sealed class BindingTests : IAsyncLifetime
{
    private const string Id = "0b6d5a3e-7a0c-4d8e-9a51-2f8b5b8f6c11";

    private TestApp _app = null!;

    public async Task InitializeAsync() =>
        _app = await TestApp.StartAsync(builder => builder.Services.AddSingleton<Greeting>(), typeof(BoundFunctions));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("5/6/ann", "5 6 ann")]
    [InlineData("-5/6000000000", "-5 6000000000 nobody")]
    public async Task Parameters_come_from_the_route_the_invocation_and_the_services(string tail, string expected) =>
        Assert.Equal((HttpStatusCode.OK, $"{Id} {expected} Bound True from a service"), await _app.GetAsync($"/api/bound/{Id}/{tail}"));

    [Theory]
    [InlineData("not-a-guid/5/6")]
    [InlineData(Id + "/five/6")]
    [InlineData(Id + "/5/99999999999999999999")]
    public async Task A_route_value_that_does_not_parse_is_the_callers_mistake(string tail)
    {
        using HttpResponseMessage response = await _app.SendAsync(HttpMethod.Get, $"/api/bound/{tail}");
        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "bad-request");
    }

    [Theory]
    [InlineData("/api/page", "page 7")]
    [InlineData("/api/page/3", "page 3")]
    public async Task An_absent_route_value_takes_the_parameters_default(string path, string expected) =>
        Assert.Equal((HttpStatusCode.OK, expected), await _app.GetAsync(path));

    [Fact]
    public async Task The_invocation_leads_to_its_request_and_services() =>
        Assert.Equal((HttpStatusCode.OK, "True True k1 True"), await _app.GetAsync("/api/context/k1"));
}
