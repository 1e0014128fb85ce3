using System.Net;
using System.Text.Json;

namespace Reliability.Functions.Tests.EndToEnd;

[Collection(SharedSuite.Name)]
public sealed class SloQuestionCallTests(SuiteFixture fixture)
{
    private const string Slo = """
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: web }
        spec:
          service: shop
          indicatorRef: good
          timeWindow: [{ duration: 1M, calendar: { startTime: 2026-01-31 00:00:00, timeZone: America/New_York } }]
          budgetingMethod: Timeslices
          objectives: [{ target: 0.99, timeSliceTarget: 0.9, timeSliceWindow: 1h }]
        """;

    [Fact]
    public async Task Documents_are_validated_and_evaluated_over_http()
    {
        using var documents = new StringContent(Slo);
        using var validated = await fixture.Suite.Client.PostAsync(new Uri("api/slos/validate", UriKind.Relative), documents);
        Assert.Equal("""{"valid":true,"documents":[{"kind":"SLO","name":"web","errors":[]}]}""", await validated.Content.ReadAsStringAsync());

        using var question = new StringContent($$"""
            {"slo":{{JsonSerializer.Serialize(Slo)}},"now":"2026-03-20T12:00:00Z",
             "series":[{"start":"2026-03-10T00:00:00Z","durationSeconds":3600,"good":89,"total":100}]}
            """);
        using var evaluated = await fixture.Suite.Client.PostAsync(new Uri("api/slos/evaluate", UriKind.Relative), question);
        using var status = JsonDocument.Parse(await evaluated.Content.ReadAsStringAsync());
        Assert.Equal("2026-02-28T05:00:00Z", status.RootElement.GetProperty("windowStart").GetString());
        Assert.Equal("2026-03-31T04:00:00Z", status.RootElement.GetProperty("windowEnd").GetString());
        Assert.Equal("violated", status.RootElement.GetProperty("status").GetString());

        using var nothing = new StringContent("{}");
        using var refused = await fixture.Suite.Client.PostAsync(new Uri("api/slos/evaluate", UriKind.Relative), nothing);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        fixture.AssertUnharmed();
    }
}
