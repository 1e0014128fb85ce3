using Azure.Core;
using Reliability.Simulators.AzureMonitor;

namespace Azure.Monitor.Query.Tests;

/// <summary>A simulator for each test, and clients of it.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    protected const string WorkspaceId = "b1d7a3de-2f0b-4c8e-9f55-0d6ab6a1f3c1";
    protected const string ResourceId = "/subscriptions/9d1d2a4c-0000-4000-8000-000000000001/resourceGroups/shop/providers/Microsoft.Web/sites/shop";

    protected static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    protected AzureMonitorSimulator Simulator { get; private set; } = null!;

    protected SimulatorCredential Credential { get; } = new();

    public async Task InitializeAsync() => Simulator = await AzureMonitorSimulator.StartAsync();

    public async Task DisposeAsync() => await Simulator.DisposeAsync();

    protected LogsQueryClient Logs(TokenCredential? credential = null) =>
        new(Simulator.Endpoint, credential ?? Credential, Quick(new LogsQueryClientOptions()));

    protected MetricsQueryClient Metrics(TokenCredential? credential = null) =>
        new(Simulator.Endpoint, credential ?? Credential, Quick(new MetricsQueryClientOptions()));

    protected static T Quick<T>(T options)
        where T : ClientOptions
    {
        options.Transport = LoopbackTransport.Create();
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        return options;
    }
}
