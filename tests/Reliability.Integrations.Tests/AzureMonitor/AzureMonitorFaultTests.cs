using Azure.Core;
using Azure.Identity;
using Reliability.Core.Slo;
using Reliability.Integrations.AzureMonitor;
using Reliability.Simulators.AzureMonitor;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.AzureMonitor;

public sealed class AzureMonitorFaultTests : AzureMonitorTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    public async Task Overload_and_failure_are_unavailable(int status)
    {
        Simulator.Plan = _ => new SimulatorFault(status);

        var failure = await Assert.ThrowsAsync<AzureMonitorUnavailableException>(() => ReadAsync(Logs(), Indicator()));

        Assert.StartsWith($"Azure Monitor answered {status} Simulated{status} (DataSource 'azure')", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Refusals_are_rejected_and_not_repeated(int status)
    {
        Limits = Limits with { Retries = 2 };
        Simulator.Plan = _ => new SimulatorFault(status);

        await Assert.ThrowsAsync<AzureMonitorRejectedException>(() => ReadAsync(Logs(), Indicator()));

        Assert.Equal(1, Simulator.Requests);
    }

    [Fact]
    public async Task Failure_that_passes_is_not_noticed()
    {
        Limits = Limits with { Retries = 1 };
        Simulator.Plan = number => number == 1 ? new SimulatorFault(503) : null;

        Assert.Empty(await ReadAsync(Logs(), Indicator()));

        Assert.Equal(2, Simulator.Requests);
    }

    [Fact]
    public async Task Result_that_is_not_whole_is_unavailable_whatever_its_rows()
    {
        Simulator.Logs = _ => new LogsReply(new SimulatedTable([("bin", "datetime"), ("good", "long"), ("total", "long")], [[At(0), 1L, 1L]])) { PartialError = "too many records" };

        var failure = await Assert.ThrowsAsync<AzureMonitorUnavailableException>(() => ReadAsync(Logs(), Indicator()));

        Assert.Equal("Azure Monitor answered only in part (DataSource 'azure'): PartialError.", failure.Message);
    }

    [Fact]
    public async Task Empty_answer_is_broken()
    {
        Simulator.Plan = _ => SimulatorFault.Empty;

        Assert.Equal(
            "The answer of Azure Monitor is broken (DataSource 'azure').",
            (await Assert.ThrowsAsync<AzureMonitorUnavailableException>(() => ReadAsync(Logs(), Indicator()))).Message);
    }

    [Fact]
    public async Task Silence_ends_with_the_time_of_the_read()
    {
        Simulator.Plan = _ => SimulatorFault.Silent;
        var reading = ReadAsync(Logs(), Indicator());
        await SeenAsync();

        Clock.Advance(Limits.ReadTime);

        Assert.Equal(
            "Azure Monitor did not answer within 55 s (DataSource 'azure').",
            (await Assert.ThrowsAsync<AzureMonitorUnavailableException>(() => reading)).Message);
    }

    [Fact]
    public async Task Waiting_that_azure_asks_for_ends_with_the_time_of_the_read_too()
    {
        Limits = Limits with { Retries = 2 };
        Simulator.Plan = _ => SimulatorFault.Throttled(3_600);
        var reading = ReadAsync(Logs(), Indicator());
        await SeenAsync();

        Clock.Advance(Limits.ReadTime);

        await Assert.ThrowsAsync<AzureMonitorUnavailableException>(() => reading);
        Assert.Equal(1, Simulator.Requests);
    }

    [Fact]
    public async Task Caller_who_gives_up_sees_a_cancellation()
    {
        using var patience = new CancellationTokenSource();
        Simulator.Plan = _ => { patience.Cancel(); return SimulatorFault.Silent; };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(Logs(), Indicator(), cancellation: patience.Token));
    }

    [Fact]
    public async Task Address_where_nobody_listens_is_unavailable()
    {
        var source = Source(new Dictionary<string, string> { ["workspaceId"] = WorkspaceId, ["endpoint"] = $"http://127.0.0.1:{FreePort.Next()}" });

        await Assert.ThrowsAsync<AzureMonitorUnavailableException>(() => ReadAsync(Logs(), new RatioIndicator(source, source, false)));
    }

    [Fact]
    public async Task App_without_an_identity_is_told_so()
    {
        var source = Source(new Dictionary<string, string> { ["workspaceId"] = WorkspaceId, ["endpoint"] = "https://127.0.0.1:9" });
        var logs = new LogsSliSource(new AzureMonitorClients(new Nobody(), Limits), Limits, Clock);

        var failure = await Assert.ThrowsAsync<AzureMonitorRejectedException>(() => ReadAsync(logs, new RatioIndicator(source, source, false)));

        Assert.Equal("The app has no identity to ask Azure Monitor with (DataSource 'azure').", failure.Message);
    }

    [Theory]
    [InlineData(null, "https://api.loganalytics.io/", "https://management.azure.com/")]
    [InlineData("government", "https://api.loganalytics.us/", "https://management.usgovcloudapi.net/")]
    [InlineData("china", "https://api.loganalytics.azure.cn/", "https://management.chinacloudapi.cn/")]
    public void Cloud_chooses_the_addresses_and_each_has_one_client(string? cloud, string logs, string metrics)
    {
        var clients = new AzureMonitorClients(new Nobody(), Limits);
        var connection = new SourceConnection("azure", cloud is null ? new Dictionary<string, string>() : new() { ["cloud"] = cloud });

        Assert.Equal((logs, metrics), (clients.Logs(connection).Endpoint.ToString(), clients.Metrics(connection).Endpoint.ToString()));
        Assert.Same(clients.Logs(connection), clients.Logs(connection with { Name = "other" }));
        Assert.Same(clients.Metrics(connection), clients.Metrics(connection with { Name = "other" }));
    }

    [Fact]
    public void Plain_http_beyond_loopback_is_refused() => Assert.Throws<ArgumentException>(
        () => new AzureMonitorClients(new Nobody(), Limits).Logs(new SourceConnection("azure", new Dictionary<string, string> { ["endpoint"] = "http://logs.example" })));

    private static MetricSource Source(Dictionary<string, string> details) =>
        new("azure-monitor-logs", new Dictionary<string, string> { ["query"] = "q" }) { Connection = new SourceConnection("azure", details) };

    private RatioIndicator Indicator()
    {
        var source = new MetricSource("azure-monitor-logs", new Dictionary<string, string> { ["query"] = "q" }) { Connection = Connection };
        return new RatioIndicator(source, source, CountsBad: false);
    }

    private async Task SeenAsync() => await Eventually.AsksAsync(() => Task.FromResult(Simulator.Requests), seen => seen > 0, Patience);

    private sealed class Nobody : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("Nobody is here.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("Nobody is here.");
    }
}
