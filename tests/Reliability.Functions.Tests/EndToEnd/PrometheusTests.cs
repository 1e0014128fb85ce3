using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>The suite and a real Prometheus: each reads the other.</summary>
public sealed class PrometheusTests(AzuriteServer storage) : IClassFixture<AzuriteServer>
{
    // The objective is evaluated at full minutes, and needs one that ended after the first scrape.
    private static readonly TimeSpan EvaluatedWithin = TimeSpan.FromMinutes(4);

    private const string Scraping = """
        global: { scrape_interval: 1s }
        scrape_configs:
          - job_name: suite
            metrics_path: /api/metrics
            params: { code: [test-function-key] }
            file_sd_configs: [{ files: [targets.json], refresh_interval: 1s }]
        """;

    [Fact]
    public async Task Objective_on_the_suites_own_metrics_is_evaluated_by_way_of_prometheus()
    {
        await using var prometheus = await PrometheusServer.StartAsync(configuration: Scraping);
        var folder = Directory.CreateTempSubdirectory("config").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "slos"));
        await File.WriteAllTextAsync(Path.Combine(folder, "slos", "suite.yaml"), Objective(prometheus.Address));
        await using (var suite = await SuiteProcess.StartAsync(storage.ConnectionString, folder))
        {
            await prometheus.WriteFileAsync("targets.json", $$"""[{"targets":["{{suite.Client.BaseAddress!.Authority}}"]}]""");
            await suite.RunTimerAsync("EvaluateSlos");

            var (statuses, _) = await Eventually.AsksAsync(
                () => suite.GetJsonAsync("api/slos"), all => all.EnumerateArray().Any(slo => slo.GetProperty("total").GetDecimal() > 0m), EvaluatedWithin, () => suite.Log);

            var status = Assert.Single(statuses.EnumerateArray());
            Assert.Equal(1m, status.GetProperty("sli").GetDecimal());
            Assert.Equal("healthy", status.GetProperty("status").GetString());
            Assert.Equal(System.Text.Json.JsonValueKind.Null, status.GetProperty("failingSince").ValueKind);
            await File.WriteAllTextAsync(
                Path.Combine(folder, "rules.yaml"), await suite.Client.GetStringAsync(new Uri("api/slos/suite-evaluates/prometheus-rules", UriKind.Relative)));
            var (code, output) = await Promtool.RunAsync(folder, "check", "rules", "rules.yaml");
            Assert.True(code == 0, output);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string Objective(string address) => $$$"""
        apiVersion: openslo/v1
        kind: DataSource
        metadata: { name: prom }
        spec: { type: prometheus, connectionDetails: { url: "{{{address}}}" } }
        ---
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: suite-evaluates }
        spec:
          service: reliability
          indicator:
            spec:
              thresholdMetric: { metricSource: { metricSourceRef: prom, spec: { query: "sum(slo_evaluations_total{job='suite'})" } } }
          timeWindow: [{ duration: 1d, isRolling: true }]
          budgetingMethod: Occurrences
          objectives: [{ target: 0.99, op: gte, value: 1 }]
        """;
}
