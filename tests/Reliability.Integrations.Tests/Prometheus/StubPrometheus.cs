using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Core.Slo;
using Reliability.Integrations.Prometheus;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Prometheus;

/// <summary>What tests of Prometheus share: sources that ask a real server, or one that answers from a function.</summary>
internal static class StubPrometheus
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static SourceConnection Connection(string url, params (string Key, string Value)[] details)
    {
        var all = new Dictionary<string, string> { ["url"] = url };
        foreach (var (key, value) in details)
            all[key] = value;
        return new SourceConnection("prom", all);
    }

    public static MetricSource Query(SourceConnection connection, string query) =>
        new("prometheus", new Dictionary<string, string> { ["query"] = query }) { Connection = connection };

    /// <summary>A source over the client that the suite itself registers.</summary>
    public static PrometheusSliSource Real(TimeProvider time, ILoggerFactory? logs = null)
    {
        var services = new ServiceCollection().AddSingleton(time).AddLogging().AddPrometheus();
        if (logs is not null)
            services.AddSingleton(logs);
        return services.BuildServiceProvider().GetServices<Integrations.Slo.ISliSource>().OfType<PrometheusSliSource>().Single();
    }

    /// <summary>A client over a stub.</summary>
    public static PrometheusClient Client(HttpMessageHandler handler, TimeProvider? time = null, PrometheusLimits? limits = null)
    {
        var services = new ServiceCollection();
        services.AddHttpClient(PrometheusClient.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan).ConfigurePrimaryHttpMessageHandler(() => handler);
        return new PrometheusClient(
            services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>(), time ?? new FakeTimeProvider(Noon), limits ?? new PrometheusLimits());
    }

    public static StubTransport Answering(string json, HttpStatusCode status = HttpStatusCode.OK) => new((_, _) => StubTransport.Reply(status, json));

    public static string Matrix(params string[] series) =>
        $$$"""{"status":"success","data":{"resultType":"matrix","result":[{{{string.Join(",", series)}}}]}}""";

    /// <summary>A series with values at minutes after <see cref="Noon"/>.</summary>
    public static string Series(params (int Minute, string Value)[] values) =>
        $$"""{"metric":{},"values":[{{string.Join(",", values.Select(each => $"[{Noon.AddMinutes(each.Minute).ToUnixTimeSeconds()},\"{each.Value}\"]"))}}]}""";
}
