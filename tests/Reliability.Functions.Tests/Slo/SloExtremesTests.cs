using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Reliability.Functions.Slo;
using Reliability.Functions.Tests.Http;
using Reliability.Integrations.Configuration;

namespace Reliability.Functions.Tests.Slo;

/// <summary>Questions at the edges of what is allowed, and beyond: each is answered or refused, none breaks.</summary>
public sealed class SloExtremesTests
{
    private const int Questions = 400;

    private static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["window"] =
        [
            "duration: 100Y, isRolling: true", "duration: 1m, isRolling: true", "duration: 2147483647m, isRolling: true", "duration: 5m, isRolling: true",
            "duration: 1M, calendar: { startTime: 2199-12-31 23:59:59, timeZone: Pacific/Apia }",
            "duration: 100Y, calendar: { startTime: 1970-01-01 00:00:00, timeZone: UTC }",
            "duration: 1m, calendar: { startTime: 1970-01-01 00:00:00, timeZone: Australia/Lord_Howe }",
            "duration: 1Q, calendar: { startTime: 2024-02-29 02:30:00, timeZone: America/New_York }",
        ],
        ["method"] = ["Occurrences", "Timeslices", "RatioTimeslices"],
        ["target"] = ["0", "1", "0.9999999999999999999999999999", "1e-28", "0.5"],
        ["slice"] = ["1m", "5", "1d", "100Y", "7h", "1M"],
        ["noData"] = ["exclude", "good", "bad", "no-data"],
        ["lowTraffic"] = ["none", "min-events:9223372036854775807", "slots:1s", "slots:300s", "slots:100d", "volume-corrected"],
        ["scaling"] = ["budget", "windows"],
        ["now"] = ["1971-01-01T00:00:00Z", "2199-12-31T23:59:59.9999999Z", "2026-10-01T12:00:00+14:00", "2026-03-08T07:30:00Z"],
        ["start"] = ["1971-01-01T00:00:00Z", "2199-12-31T23:59:59Z", "2026-10-01T00:00:00Z", "2026-03-08T07:29:00Z", "2026-02-28T00:00:00.0000001Z"],
        ["seconds"] = ["0.0000001", "60", "3153600000", "86400.5", "1e-9"],
        ["good"] = ["0", "1", "0.3333333333333333333333333333", "1e15", "-1"],
        ["total"] = ["1e15", "1", "0", "0.3333333333333333333333333333", "1e300"],
    };

    [Fact]
    public async Task Question_at_the_edges_is_answered_or_refused()
    {
        var random = new Random(20261001);
        var statuses = new List<int>();
        for (var index = 0; index < Questions; index++)
        {
            var body = Question(random);
            var request = Sent.Request();
            request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
            var evaluation = new PostSloEvaluation(ReliabilityConfiguration.Empty, Options.Create(new SloOptions()));
            var exception = await Record.ExceptionAsync(async () => statuses.Add((await Sent.FromAsync(await evaluation.RunAsync(request, CancellationToken.None))).Status));
            Assert.True(exception is null, $"{exception}\n{body}");
        }

        Assert.Equal([200, 400], statuses.Distinct().Order());
        Assert.InRange(statuses.Count(status => status == 200), Questions / 20, Questions);
    }

    private static string Question(Random random)
    {
        string Any(string name) => Values[name][random.Next(Values[name].Length)];
        var slo = $$"""
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: web
              annotations: { reliability/no-data: {{Any("noData")}}, reliability/low-traffic: "{{Any("lowTraffic")}}", reliability/burn-rate-scaling: {{Any("scaling")}} }
            spec:
              service: shop
              indicatorRef: good
              timeWindow: [{ {{Any("window")}} }]
              budgetingMethod: {{Any("method")}}
              objectives: [{ target: {{Any("target")}}, timeSliceTarget: 0.9, timeSliceWindow: {{Any("slice")}} }]
            """;
        // Most points are sound, or hardly a question would be answered.
        var points = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5) > 0
            ? $$"""{"start":"{{Any("start")}}","durationSeconds":60,"good":1,"total":3}"""
            : $$"""{"start":"{{Any("start")}}","durationSeconds":{{Any("seconds")}},"good":{{Any("good")}},"total":{{Any("total")}}}""");
        return $$"""{"slo":{{JsonSerializer.Serialize(slo)}},"now":"{{Any("now")}}","series":[{{string.Join(',', points)}}]}""";
    }
}
