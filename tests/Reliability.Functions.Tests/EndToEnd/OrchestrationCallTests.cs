using System.Net;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>What operators see of orchestrations.</summary>
[Collection(SharedSuite.Name)]
public sealed class OrchestrationCallTests(SuiteFixture fixture)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_probe_is_listed_and_its_history_tells_what_happened()
    {
        await Eventually.AsksAsync(
            () => fixture.Suite.GetJsonAsync("api/orchestrations?prefix=pro&status=completed&top=1"), list => list.GetProperty("items").GetArrayLength() == 1, Within, () => fixture.Suite.Log);
        var probe = await fixture.Suite.GetJsonAsync("api/orchestrations/probe");
        var texts = probe.GetProperty("history").EnumerateArray().Select(line => line.GetProperty("text").GetString()!).ToList();
        Assert.Equal("'OrchestrationProbe' started", texts[0]);
        Assert.Contains("timer fired", texts);
        Assert.Contains("activity 'TellTime' called", texts);
        Assert.StartsWith("completed ", texts[^1], StringComparison.Ordinal);
        var health = await fixture.Suite.GetJsonAsync("api/health");
        Assert.Contains(health.GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == "orchestrations");
    }

    [Theory]
    [InlineData("orchestrations/nobody", HttpStatusCode.NotFound)]
    [InlineData("orchestrations?status=asleep", HttpStatusCode.BadRequest)]
    [InlineData("orchestrations?top=0", HttpStatusCode.BadRequest)]
    [InlineData("orchestrations?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("orchestrations?continuation=%25%25", HttpStatusCode.BadRequest)]
    [InlineData("orchestrations?continuation=bm9uc2Vuc2U", HttpStatusCode.BadRequest)]
    public async Task A_call_that_makes_no_sense_is_told_so(string path, HttpStatusCode status)
    {
        using var response = await fixture.Suite.Client.GetAsync(new Uri($"api/{path}", UriKind.Relative));
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
