using Azure.Core;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.AzureMonitor;
using Reliability.Integrations.Slo;
using Reliability.Simulators.AzureMonitor;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.AzureMonitor;

/// <summary>A simulator for each test, noon on its clock, and sources that ask it.</summary>
public abstract class AzureMonitorTest : IAsyncLifetime
{
    protected const string WorkspaceId = "b1d7a3de-2f0b-4c8e-9f55-0d6ab6a1f3c1";
    protected const string ResourceId = "/subscriptions/9d1d2a4c-0000-4000-8000-000000000001/resourceGroups/shop/providers/Microsoft.Web/sites/shop";

    protected static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    protected static readonly DateTimeOffset Eleven = Noon.AddHours(-1);

    protected AzureMonitorSimulator Simulator { get; private set; } = null!;

    protected FakeTimeProvider Clock { get; } = new(Noon);

    /// <summary>Gets or sets the limits; one try only, since tries wait in real time.</summary>
    protected AzureMonitorLimits Limits { get; set; } = new() { Retries = 0 };

    protected SourceConnection Connection => new("azure", new Dictionary<string, string>
    {
        ["workspaceId"] = WorkspaceId,
        ["endpoint"] = Simulator.HttpEndpoint.ToString(),
    });

    public async Task InitializeAsync()
    {
        Simulator = await AzureMonitorSimulator.StartAsync();
        Simulator.Logs = _ => new LogsReply(new SimulatedTable([("bin", "datetime"), ("good", "long"), ("total", "long")], []));
    }

    public async Task DisposeAsync() => await Simulator.DisposeAsync();

    protected static DateTimeOffset At(int minute) => Eleven.AddMinutes(minute);

    protected static SliPoint Point(int minute, decimal good, decimal total) => new(At(minute), TimeSpan.FromMinutes(1), good, total);

    protected async Task<IReadOnlyList<SliPoint>> ReadAsync(
        ISliSource source, SloIndicator indicator, DateTimeOffset? from = null, DateTimeOffset? until = null, CancellationToken cancellation = default)
    {
        var points = await source.ReadAsync(indicator, from ?? Eleven, until ?? Noon, cancellation);
        Assert.Empty(Simulator.Refusals);
        return points;
    }

    protected LogsSliSource Logs() => new(new AzureMonitorClients(new NoCredential(), Limits), Limits, Clock);

    protected MetricsSliSource Metrics() => new(new AzureMonitorClients(new NoCredential(), Limits), Limits, Clock);

    /// <summary>Fails: nobody may be asked for a real token on the way to plain HTTP.</summary>
    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("A real token was asked for.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("A real token was asked for.");
    }
}
