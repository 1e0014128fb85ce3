using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Reliability.Testing;
using Xunit.Abstractions;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>A store that fails, loses answers, is late, or is gone.</summary>
public sealed class StorageFaultTests(AzuriteServer storage, ITestOutputHelper output) : IClassFixture<AzuriteServer>, IAsyncLifetime
{
    private const int Connections = 8;

    // Four tries of at most 5 s and the pauses between them, for the batch before and for the batch itself.
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan HealthyWithin = TimeSpan.FromSeconds(15);

    // A timer that met the outage looks again after at most 30 s.
    private static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(60);

    private readonly int _seed = EndToEndTests.Seed;

    public Task InitializeAsync() => storage.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Faults_of_the_store_at_random_requests_lose_nothing_and_count_nothing_twice()
    {
        output.WriteLine($"seed {_seed}");
        var plan = new FaultPlan(_seed);
        var port = FreePort.Next();
        await using var proxy = await FaultProxy.StartAsync(storage, port);
        proxy.Plan = _ => plan.Next();
        await using var suite = await SuiteProcess.StartAsync(FaultProxy.ConnectionString(port));
        var load = new Load(_seed);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(EndToEndTests.IsFull ? 300 : 10));
        var sending = load.SendAsync(suite.Client.BaseAddress!, Connections, stop.Token);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!stop.IsCancellationRequested)
        {
            await suite.RunTimerAsync("RollUpBeacons");
            await pause.WaitForNextTickAsync();
        }

        await sending;
        proxy.Plan = _ => StoreFault.None;
        await SuiteMetrics.CatchUpAsync(suite, CatchUpWithin);
        var unanswered = (await StoredBeacons.ReadAsync(storage.ConnectionString)).AssertExact(load, _seed);
        output.WriteLine($"{plan.Faults} faults in {proxy.Requests} requests; {load.Answered.Count} answered, {load.Refused} requests refused, slowest {load.Slowest.TotalSeconds:F1} s, {unanswered} counted without an answer");
        Assert.True(plan.Faults > 0 && load.Answered.Count > 0);
        Assert.True(load.Slowest < AnswersWithin);
    }

    [Theory]
    [InlineData(StoreFault.Refused, 5)]
    [InlineData(StoreFault.Silent, 5)]
    public async Task An_outage_of_the_store_is_told_and_gets_over_by_itself(StoreFault outage, int seconds)
    {
        var port = FreePort.Next();
        await using var proxy = await FaultProxy.StartAsync(storage, port);
        await using var suite = await SuiteProcess.StartAsync(FaultProxy.ConnectionString(port));
        var load = new Load(_seed);
        await load.SendForAsync(suite.Client.BaseAddress!, Connections, TimeSpan.FromSeconds(2));
        proxy.Plan = _ => outage;
        await Task.WhenAll(
            load.SendForAsync(suite.Client.BaseAddress!, Connections, TimeSpan.FromSeconds(seconds)),
            AssertUnavailableAsync(suite, "api/rum/shop/vitals?metric=LCP"),
            AssertUnavailableAsync(suite, "api/slos"),
            AssertUnavailableAsync(suite, "api/slos/shop-lcp"),
            AssertUnavailableAsync(suite, "api/slos/report"),
            AssertUnhealthyAsync(suite));
        output.WriteLine($"{outage}: {load.Refused} requests refused, slowest {load.Slowest.TotalSeconds:F1} s");
        Assert.True(load.Refused > 0);
        Assert.True(load.Slowest < AnswersWithin, $"an answer took {load.Slowest}");

        proxy.Plan = _ => StoreFault.None;
        await AssertHealthyAsync(suite);
        await load.SendForAsync(suite.Client.BaseAddress!, Connections, TimeSpan.FromSeconds(1));
        await SuiteMetrics.CatchUpAsync(suite, CatchUpWithin);
        (await StoredBeacons.ReadAsync(storage.ConnectionString)).AssertExact(load, _seed);
    }

    [Fact]
    public async Task A_suite_that_starts_without_its_store_says_so_and_works_once_it_is_there()
    {
        var port = FreePort.Next();
        await using var suite = await SuiteProcess.StartAsync(FaultProxy.ConnectionString(port));
        var load = new Load(_seed);
        await Task.WhenAll(
            load.SendForAsync(suite.Client.BaseAddress!, Connections, TimeSpan.FromSeconds(1)),
            AssertUnavailableAsync(suite, "api/rum/shop/vitals?metric=LCP"),
            AssertUnhealthyAsync(suite));
        Assert.Empty(load.Answered);
        Assert.Empty(load.Unexpected);

        await using var proxy = await FaultProxy.StartAsync(storage, port);
        await AssertHealthyAsync(suite);
        await Eventually.AsksAsync(
            async () =>
            {
                await load.SendForAsync(suite.Client.BaseAddress!, Connections, TimeSpan.FromMilliseconds(200));
                return load.Answered.Count;
            },
            answered => answered > 0,
            HealthyWithin,
            () => suite.Log);
        await SuiteMetrics.CatchUpAsync(suite, CatchUpWithin);
        (await StoredBeacons.ReadAsync(storage.ConnectionString)).AssertExact(load, _seed);
    }

    private static async Task AssertUnavailableAsync(SuiteProcess suite, string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var response = await suite.Client.GetAsync(new Uri(path, UriKind.Relative));
        var problem = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.ServiceUnavailable, $"GET {path} answered {(int)response.StatusCode}: {problem}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("urn:reliability:problem:storage-unavailable", JsonDocument.Parse(problem).RootElement.GetProperty("type").GetString());
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.True(Stopwatch.GetElapsedTime(start) < AnswersWithin);
    }

    private static async Task AssertUnhealthyAsync(SuiteProcess suite)
    {
        using var response = await suite.Client.GetAsync(new Uri("api/health", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var health = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("unhealthy", health.GetProperty("status").GetString());
        Assert.Equal("unhealthy", health.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "storage").GetProperty("status").GetString());
    }

    private async Task AssertHealthyAsync(SuiteProcess suite)
    {
        var (_, took) = await Eventually.AsksAsync(
            async () =>
            {
                using var response = await suite.Client.GetAsync(new Uri("api/health", UriKind.Relative));
                return response.StatusCode;
            },
            status => status == HttpStatusCode.OK,
            HealthyWithin,
            () => suite.Log);
        output.WriteLine($"healthy again after {took.TotalSeconds:F1} s");
    }
}
