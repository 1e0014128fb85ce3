using System.Net;
using System.Text;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Every event that is not taken is counted by its reason.</summary>
[Collection(SharedSuite.Name)]
public sealed class RejectedEventsTests(SuiteFixture fixture)
{
    private readonly SuiteProcess _suite = fixture.Suite;

    [Theory]
    [InlineData("api/rum/shop?key=pk_shop_1", """{"name":"LCP","value":1}""", """{"name":"LCP","value":"much"}""", """{"name":"LCP"}""")]
    [InlineData("api/business/revenue", """{"value":1}""", """{"value":"much"}""", "{}")]
    public async Task Each_rejected_event_is_counted_by_its_reason(string address, string good, string ofWrongType, string withoutValue)
    {
        var before = await SuiteMetrics.OfAsync(_suite);
        var body = $"[{good},{string.Join(',', Enumerable.Repeat(ofWrongType, 7))},{string.Join(',', Enumerable.Repeat(withoutValue, 3))}]";
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", Load.Origin);
        var answer = await _suite.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Contains("\"rejected\":10,", answer.Body, StringComparison.Ordinal);

        var after = await SuiteMetrics.OfAsync(_suite);
        Assert.Equal((7, 3), (Since("wrong-type"), Since("missing-value")));
        double Since(string reason) => after[$"rum_events_rejected_total{{reason=\"{reason}\"}}"] - before[$"rum_events_rejected_total{{reason=\"{reason}\"}}"];
    }
}
