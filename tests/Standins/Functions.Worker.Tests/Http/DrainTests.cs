using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Testing;

namespace Functions.Worker.Tests.Http;

public sealed class DrainTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TimeoutTests.Gate _gate = new();

    [Fact]
    public async Task A_request_that_outlasts_the_drain_is_cancelled_and_told_to_come_again()
    {
        await using TestApp app = await StartAsync();
        Task<HttpResponseMessage> request = app.SendAsync(HttpMethod.Get, "/api/Waits");
        await _gate.Started.Task;
        Task stopping = app.StopAsync();
        _clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.False(_gate.Token.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromTicks(1));
        using HttpResponseMessage response = await request;
        await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, "shutting-down");
        await stopping;
    }

    [Fact]
    public async Task The_services_of_the_app_stop_after_the_requests_that_may_use_them()
    {
        await using TestApp app = await StartAsync();
        Task<HttpResponseMessage> request = app.SendAsync(HttpMethod.Get, "/api/Waits");
        await _gate.Started.Task;
        Task stopping = app.StopAsync();
        _gate.Release.SetResult();
        using HttpResponseMessage response = await request;
        await stopping;
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.True(app.Services.GetRequiredService<AppService>().StoppedAfterTheRequest);
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock).AddSingleton(_gate).AddSingleton<AppService>();
            builder.Services.AddHostedService(provider => provider.GetRequiredService<AppService>());
        },
        typeof(TimeoutTests.WaitingFunctions));

    private sealed class AppService(TimeoutTests.Gate gate) : IHostedService
    {
        public bool StoppedAfterTheRequest { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            StoppedAfterTheRequest = gate.Release.Task.IsCompleted;
            return Task.CompletedTask;
        }
    }
}
