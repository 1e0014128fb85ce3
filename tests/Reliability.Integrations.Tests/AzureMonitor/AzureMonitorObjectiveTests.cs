using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.OpenSlo;
using Reliability.Integrations.Slo;
using Reliability.Simulators.AzureMonitor;

namespace Reliability.Integrations.Tests.AzureMonitor;

/// <summary>From a document over the simulator to a status.</summary>
public sealed class AzureMonitorObjectiveTests : AzureMonitorTest
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Objective_on_logs_is_evaluated()
    {
        Simulator.Logs = call => new LogsReply(new SimulatedTable(
            [("bin", "datetime"), ("good", "long"), ("total", "long")],
            [.. Minutes(call.Time!).Select(minute => new object?[] { minute, minute >= Noon.AddMinutes(-72) ? 90L : 100L, 100L })]));

        var status = await EvaluateAsync(Logs(), "azure-monitor-logs", """
            ratioMetric:
                    good: { metricSource: { metricSourceRef: azure, spec: { query: "AppRequests | summarize good=countif(Success), total=count() by bin=bin(TimeGenerated, 1m)" } } }
                    total: { metricSource: { metricSourceRef: azure, spec: { query: "AppRequests | summarize good=countif(Success), total=count() by bin=bin(TimeGenerated, 1m)" } } }
            """, "target: 0.99");

        // 72 minutes of a day, 5 %, in which 10 % are bad: half of the budget of 1 %.
        Assert.Equal((143_280m, 144_000m), (status.Good, status.Total));
        Assert.Equal(50m, status.ErrorBudget.RemainingPercent);
        Assert.Equal(10m, status.BurnRates.Single(rate => rate.Window == TimeSpan.FromHours(1)).Rate);
    }

    [Fact]
    public async Task Objective_on_a_threshold_of_a_metric_is_evaluated()
    {
        Simulator.Metrics = [new SimulatedMetric(ResourceId, "HttpResponseTime", time => time >= Noon.AddMinutes(-36) ? 0.9 : 0.2) { Unit = "Seconds" }];

        var status = await EvaluateAsync(Metrics(), "azure-monitor-metrics", $$"""
            thresholdMetric: { metricSource: { metricSourceRef: azure, spec: { resourceId: {{ResourceId}}, metric: HttpResponseTime, aggregation: Average } } }
            """, "target: 0.95, op: lte, value: 0.5");

        // 36 of 1,440 minutes, 2.5 %: half of the budget of 5 %.
        Assert.Equal((1_404m, 1_440m), (status.Good, status.Total));
        Assert.Equal(50m, status.ErrorBudget.RemainingPercent);
    }

    private static IEnumerable<DateTimeOffset> Minutes(TimeInterval time)
    {
        for (var minute = time.Start!.Value; minute < time.End; minute = minute.AddMinutes(1))
            yield return minute;
    }

    private async Task<SloStatus> EvaluateAsync(ISliSource source, string type, string indicator, string objective)
    {
        var workspace = type == "azure-monitor-logs" ? $"workspaceId: {WorkspaceId}, " : "";
        var files = new OpenSloFiles(new HashSet<string>());
        var errors = new ConfigurationErrors("slos/a.yaml", _ => null);
        files.Read($$"""
            apiVersion: openslo/v1
            kind: DataSource
            metadata: { name: azure }
            spec: { type: {{type}}, connectionDetails: { {{workspace}}endpoint: "{{Simulator.HttpEndpoint}}" } }
            ---
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: api }
            spec:
              service: shop
              indicator:
                spec:
                  {{indicator}}
              timeWindow: [{ duration: 1d, isRolling: true }]
              budgetingMethod: Occurrences
              objectives: [{ {{objective}} }]
            """, errors);
        var slos = files.Bind();
        Assert.Empty(errors.Items);
        var slo = Assert.Single(slos);
        Assert.Equal(type, source.Type);
        var points = await ReadAsync(source, slo.Members[0].Indicator, from: Noon - Day);
        return SloEvaluator.Evaluate(slo, SloObservations.Of(points), Noon, new SloPolicy());
    }
}
