using System.Net;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>What came in is told to operators only.</summary>
[Collection(SharedSuite.Name)]
public sealed class SignalsKeyTests(SuiteFixture fixture)
{
    [Fact]
    public async Task Calls_need_the_function_key()
    {
        using var stranger = new HttpClient { BaseAddress = fixture.Suite.Client.BaseAddress };
        foreach (var path in new[] { "sessions", "errors", "funnels/purchase", "business" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(new Uri($"api/rum/shop/{path}", UriKind.Relative))).StatusCode);
        using var body = new StringContent("""{"value":1}""");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync(new Uri("api/business/revenue", UriKind.Relative), body)).StatusCode);
    }
}
