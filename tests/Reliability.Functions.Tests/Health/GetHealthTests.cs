using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Reliability.Functions.Health;
using Reliability.Functions.Tests.Http;
using Reliability.Functions.Tests.Slo;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Health;

[Collection(WithAzurite.Name)]
public sealed class GetHealthTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Suite_whose_storage_answers_is_healthy()
    {
        var sent = await GetAsync(services => services
            .AddSingleton(new TableServiceClient(azurite.ConnectionString))
            .AddHealth()
            .AddHealthChecks().AddCheck("a-lag", () => HealthCheckResult.Healthy("2 s")));

        Assert.Equal(200, sent.Status);
        Assert.Equal(
            """{"status":"healthy","checks":[{"name":"a-lag","status":"healthy","detail":"2 s"},{"name":"storage","status":"healthy","detail":null}]}""",
            sent.Body);
    }

    [Fact]
    public async Task Lag_degrades_without_failing()
    {
        var sent = await GetAsync(services => services.AddHealthChecks().AddCheck("lag", () => HealthCheckResult.Degraded("9 min")));

        Assert.Equal(200, sent.Status);
        Assert.Equal("degraded", sent.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Suite_whose_storage_does_not_answer_is_unhealthy_and_hides_why()
    {
        var options = new TableClientOptions { Retry = { MaxRetries = 0 } };
        var nobody = new TableServiceClient(
            new Uri("http://127.0.0.1:1/secretaccount"), new TableSharedKeyCredential("secretaccount", AzuriteServer.AccountKey), options);

        var sent = await GetAsync(services => services.AddSingleton(nobody).AddHealth());

        Assert.Equal(503, sent.Status);
        Assert.Equal("unhealthy", sent.Json.GetProperty("checks")[0].GetProperty("status").GetString());
        Assert.DoesNotContain("secretaccount", sent.Body, StringComparison.Ordinal);
    }

    private static async Task<Sent> GetAsync(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection().AddLogging();
        add(services);
        await using var provider = services.BuildServiceProvider();
        return await Sent.FromAsync(await new GetHealth(provider.GetRequiredService<HealthCheckService>())
            .RunAsync(Sent.Request(), CancellationToken.None));
    }
}
