using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Testing;

namespace Functions.Worker.Tests.Http;

public sealed class TimeoutTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Gate _gate = new();

    [Fact]
    public async Task A_function_that_takes_too_long_is_cancelled_and_the_caller_is_told()
    {
        await using TestApp app = await StartAsync("00:02:00");
        Task<HttpResponseMessage> request = app.SendAsync(HttpMethod.Get, "/api/Waits");
        await _gate.Started.Task;
        _clock.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));
        Assert.False(_gate.Token.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromTicks(1));

        using HttpResponseMessage response = await request;
        await ProblemAssert.IsAsync(response, HttpStatusCode.GatewayTimeout, "timeout");
        Assert.Contains(app.Log.All, line => line.Level == LogLevel.Error && line.Message.Contains("longer than it may", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("-1", int.MaxValue)]
    public async Task The_limit_is_thirty_minutes_unless_host_json_says_otherwise(string? setting, int minutes)
    {
        await using TestApp app = await StartAsync(setting);
        Task<HttpResponseMessage> request = app.SendAsync(HttpMethod.Get, "/api/Waits");
        await _gate.Started.Task;
        _clock.Advance(TimeSpan.FromMinutes(29));
        Assert.False(_gate.Token.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(minutes <= 30, _gate.Token.IsCancellationRequested);
        _gate.Release.TrySetResult();
        using HttpResponseMessage response = await request;
    }

    [Fact]
    public async Task A_caller_that_goes_away_cancels_the_function()
    {
        await using TestApp app = await StartAsync(null);
        using CancellationTokenSource leaving = new();
        Task request = app.Http.GetAsync(new Uri("/api/Waits", UriKind.Relative), leaving.Token);
        await _gate.Started.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await _gate.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private Task<TestApp> StartAsync(string? timeout) => TestApp.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock).AddSingleton(_gate);
            builder.Configuration.AddInMemoryCollection([new("AzureFunctionsJobHost:functionTimeout", timeout)]);
        },
        typeof(WaitingFunctions));

    public sealed class Gate
    {
        public TaskCompletionSource Started { get; } = new();

        public TaskCompletionSource Release { get; } = new();

        public TaskCompletionSource Cancelled { get; } = new();

        public CancellationToken Token { get; set; }
    }

    public sealed class WaitingFunctions(Gate gate)
    {
        [Function("Waits")]
        public async Task<IResult> Waits([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
        {
            gate.Token = cancellationToken;
            gate.Started.SetResult();
            try
            {
                await gate.Release.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                gate.Cancelled.SetResult();
                throw;
            }

            return Results.NoContent();
        }
    }
}
