using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Reliability.Functions.Slo;
using Reliability.Functions.Tests.Http;
using Reliability.Integrations.Configuration;

namespace Reliability.Functions.Tests.Slo;

public sealed class SloQuestionTests
{
    private const string Slo = """
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: web }
        spec:
          service: shop
          indicatorRef: good
          timeWindow: [{ duration: 30d, isRolling: true }]
          budgetingMethod: Occurrences
          objectives: [{ target: 0.999 }]
        """;

    private const string SloJson = """
        {"apiVersion":"openslo/v1","kind":"SLO","metadata":{"name":"web"},"spec":{"service":"shop","indicatorRef":"good",
        "timeWindow":[{"duration":"30d","isRolling":true}],"budgetingMethod":"Occurrences","objectives":[{"target":0.999}]}}
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Objective_is_evaluated_on_the_given_counts(bool asYaml)
    {
        var sent = await EvaluateAsync(Question(asYaml ? Text(Slo) : SloJson, """[{"start":"2026-10-01T11:00:00Z","durationSeconds":3600,"good":9995,"total":10000}]"""));

        Assert.Equal(200, sent.Status);
        var status = sent.Json;
        Assert.Equal(0.9995m, status.GetProperty("sli").GetDecimal());
        Assert.Equal(50m, status.GetProperty("errorBudget").GetProperty("remainingPercent").GetDecimal());
        Assert.Equal(21.6m, status.GetProperty("errorBudget").GetProperty("minutes").GetProperty("remaining").GetDecimal());
        Assert.Equal("30d", status.GetProperty("window").GetString());
        Assert.Equal(14.4m, status.GetProperty("alerts")[0].GetProperty("factor").GetDecimal());
        Assert.Equal("2026-09-01T12:00:00Z", status.GetProperty("windowStart").GetString());
    }

    [Fact]
    public async Task Objective_without_events_has_no_data()
    {
        var status = (await EvaluateAsync(Question(SloJson, "[]"))).Json;
        Assert.Equal((JsonValueKind.Null, "no-data", true), (status.GetProperty("sli").ValueKind, status.GetProperty("status").GetString(), status.GetProperty("noData").GetBoolean()));
    }

    [Fact]
    public async Task Target_of_one_gives_finite_numbers()
    {
        var status = (await EvaluateAsync(Question(
            SloJson.Replace("0.999", "1", StringComparison.Ordinal),
            """[{"start":"2026-10-01T11:00:00Z","durationSeconds":3600,"good":9,"total":10}]"""))).Json;
        Assert.Equal((0m, -1m, "violated"), (
            status.GetProperty("errorBudget").GetProperty("total").GetDecimal(),
            status.GetProperty("errorBudget").GetProperty("remaining").GetDecimal(),
            status.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Composite_takes_a_series_for_every_member_and_corrections()
    {
        var slo = Slo.Replace("  indicatorRef: good\n", "", StringComparison.Ordinal)
            .Replace("[{ target: 0.999 }]", "[{ target: 0.9, indicatorRef: a }, { target: 0.9, indicatorRef: b, compositeWeight: 2 }]", StringComparison.Ordinal);
        var sent = await EvaluateAsync($$"""
            {"slo":{{Text(slo)}},"now":"2026-10-01T12:00:00Z",
             "members":{"a":[{"start":"2026-10-01T11:00:00Z","durationSeconds":60,"good":99,"total":100}],
                        "b":[{"start":"2026-10-01T11:00:00Z","durationSeconds":60,"good":98,"total":100},
                             {"start":"2026-10-01T10:00:00Z","durationSeconds":60,"good":0,"total":100}]},
             "corrections":[{"from":"2026-10-01T10:00:00Z","to":"2026-10-01T11:00:00Z","effect":"exclude"}]}
            """);

        Assert.Equal(0.95m, sent.Json.GetProperty("sli").GetDecimal());
        Assert.Equal(50m, sent.Json.GetProperty("errorBudget").GetProperty("remainingPercent").GetDecimal());
    }

    [Theory]
    [InlineData("\"now\":\"2026-10-01T12:00:00Z\"", "\"now\":\"noon\"", "now")]
    [InlineData("\"now\":\"2026-10-01T12:00:00Z\"", "\"when\":1", "now", "when")]
    [InlineData("\"series\":[]", "\"series\":{}", "series")]
    [InlineData("\"series\":[]", "\"corrections\":[]", "series")]
    [InlineData("\"series\":[]", "\"series\":[],\"members\":{\"good\":[]}", "series")]
    [InlineData("\"series\":[]", "\"members\":{\"best\":[]}", "members.best", "members.good")]
    [InlineData("\"series\":[]", "\"series\":[{\"start\":\"x\",\"durationSeconds\":0,\"good\":-1,\"total\":\"2\"}]", "series[0].start", "series[0].good", "series[0].total", "series[0].durationSeconds")]
    [InlineData("\"series\":[]", "\"series\":[{\"start\":\"2026-10-01T12:00:00Z\",\"durationSeconds\":1,\"good\":3,\"total\":2}]", "series[0].good")]
    [InlineData("\"series\":[]", "\"series\":[],\"corrections\":[{\"from\":\"2026-10-01T12:00:00Z\",\"to\":\"2026-10-01T12:00:00Z\",\"effect\":\"hide\"}]", "corrections[0].effect", "corrections[0].to")]
    [InlineData("\"target\":0.999", "\"target\":1.5", "slo.spec.objectives[0].target")]
    [InlineData("\"kind\":\"SLO\"", "\"kind\":\"Service\"", "slo.spec.service", "slo.spec.indicatorRef", "slo.spec.timeWindow", "slo.spec.budgetingMethod", "slo.spec.objectives")]
    [InlineData("[{\"target\":0.999}]", "[{\"target\":0.999},{\"target\":0.9}]", "slo.spec.objectives")]
    [InlineData("\"name\":\"web\"", "\"name\":\"web\",\"annotations\":{\"reliability/burn-rate-policy\":\"mine\"}", "slo.metadata.annotations")]
    public async Task Everything_that_is_wrong_is_told_with_its_path(string text, string replacement, params string[] paths)
    {
        var sent = await EvaluateAsync(Question(SloJson, "[]").Replace(text, replacement, StringComparison.Ordinal));

        Assert.Equal(400, sent.Status);
        Assert.Equal("urn:reliability:problem:bad-evaluation", sent.Json.GetProperty("type").GetString());
        Assert.Equal(paths.Order(), sent.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()!).Order());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"slo\":5,\"now\":\"2026-10-01T12:00:00Z\",\"series\":[]}")]
    public async Task Body_that_is_no_question_is_told_so(string body) => Assert.Equal(400, (await EvaluateAsync(body)).Status);

    [Fact]
    public async Task Points_that_cover_too_many_slices_are_refused()
    {
        var slo = SloJson.Replace("Occurrences", "RatioTimeslices", StringComparison.Ordinal)
            .Replace("\"target\":0.999", "\"target\":0.999,\"timeSliceWindow\":\"1m\"", StringComparison.Ordinal);
        var point = """{"start":"2026-09-01T12:00:00Z","durationSeconds":2592000,"good":1,"total":2}""";

        Assert.Equal(0.5m, (await EvaluateAsync(Question(slo, $"[{point}]"))).Json.GetProperty("sli").GetDecimal());
        Assert.Equal(400, (await EvaluateAsync(Question(slo, $"[{string.Join(',', Enumerable.Repeat(point, 200))}]"))).Status);
    }

    [Fact]
    public async Task Numbers_too_large_to_calculate_with_are_refused()
    {
        var slo = Slo.Replace("  indicatorRef: good\n", "", StringComparison.Ordinal)
            .Replace("[{ target: 0.999 }]", "[{ target: 1, indicatorRef: a, compositeWeight: 1e15 }, { target: 0, indicatorRef: b }]", StringComparison.Ordinal);
        var series = """[{"start":"2026-10-01T11:00:00Z","durationSeconds":60,"good":0,"total":1e15}]""";
        var sent = await EvaluateAsync($$"""{"slo":{{Text(slo)}},"now":"2026-10-01T12:00:00Z","members":{"a":{{series}},"b":{{series}} } }""");

        Assert.Equal(400, sent.Status);
    }

    [Fact]
    public async Task Documents_are_validated_without_being_loaded()
    {
        var sent = await ValidateAsync(Encoding.UTF8.GetBytes(Slo.Replace("0.999", "1.5", StringComparison.Ordinal)));

        Assert.Equal(200, sent.Status);
        Assert.Equal(
            """{"valid":false,"documents":[{"kind":"SLO","name":"web","errors":[{"path":"spec.objectives[0].target","message":"must be 0 to 1, is 1.5","line":9}]}]}""",
            sent.Body);
        Assert.Equal("""{"valid":true,"documents":[{"kind":"SLO","name":"web","errors":[]}]}""", (await ValidateAsync(Encoding.UTF8.GetBytes(Slo))).Body);
        Assert.False((await ValidateAsync([0xFF, 0xFE])).Json.GetProperty("valid").GetBoolean());
        Assert.False((await ValidateAsync([])).Json.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Secrets_cannot_be_asked_for()
    {
        var sent = await ValidateAsync(Encoding.UTF8.GetBytes(Slo.Replace("service: shop", "service: ${AzureWebJobsStorage}", StringComparison.Ordinal)));
        Assert.True(sent.Json.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Body_above_the_limit_is_refused() =>
        Assert.Equal(413, (await ValidateAsync(new byte[PostSloValidation.MaxBytes + 1])).Status);

    private static string Question(string slo, string series) => $$"""{"slo":{{slo}},"now":"2026-10-01T12:00:00Z","series":{{series}}}""";

    [Fact]
    public async Task Evaluation_on_given_counts_forecasts_the_violation()
    {
        // Twice the budget for ten days of thirty: it is spent after five more.
        var points = Enumerable.Range(0, 240).Select(hour =>
            $$"""{"start":"{{new DateTime(2026, 4, 1).AddHours(hour):yyyy-MM-ddTHH:mm:ss}}Z","durationSeconds":3600,"good":980,"total":1000}""");
        var yaml = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: checkout}
            spec:
              service: storefront
              budgetingMethod: Occurrences
              indicatorRef: given
              timeWindow: [{duration: 1M, isRolling: false, calendar: {startTime: "2026-01-01 00:00:00", timeZone: UTC}}]
              objectives: [{target: 0.99}]
            """;

        var sent = await EvaluateAsync($$"""{"slo":{{Text(yaml)}},"now":"2026-04-11T00:00:00Z","series":[{{string.Join(',', points)}}]}""");

        Assert.True(sent.Status == 200, sent.Body);
        var forecast = sent.Json.GetProperty("forecast");
        Assert.True(forecast.GetProperty("willViolate").GetBoolean());
        Assert.Equal(1, forecast.GetProperty("probability").GetDouble());
        Assert.StartsWith("2026-05-01T00:00:00", forecast.GetProperty("horizon").GetString(), StringComparison.Ordinal);
        foreach (var percentile in new[] { "p10", "p50", "p90" })
            Assert.Equal(new DateTimeOffset(2026, 4, 16, 0, 0, 0, TimeSpan.Zero), forecast.GetProperty(percentile).GetDateTimeOffset(), TimeSpan.FromSeconds(1));
    }

    private static string Text(string yaml) => JsonSerializer.Serialize(yaml);

    private static async Task<Sent> EvaluateAsync(string body) => await Sent.FromAsync(
        await new PostSloEvaluation(ReliabilityConfiguration.Empty, Options.Create(new SloOptions()))
            .RunAsync(With(Encoding.UTF8.GetBytes(body)), CancellationToken.None));

    private static async Task<Sent> ValidateAsync(byte[] body) =>
        await Sent.FromAsync(await new PostSloValidation().RunAsync(With(body), CancellationToken.None));

    private static HttpRequest With(byte[] body)
    {
        var request = Sent.Request();
        request.Body = new MemoryStream(body);
        return request;
    }
}
