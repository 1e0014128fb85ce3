using System.Net;
using Functions.Worker.Tests.Http;
using static Functions.Worker.Tests.Timers.OccurrenceTests;
using static Functions.Worker.Tests.Timers.TimerFleet;

namespace Functions.Worker.Tests.Timers;

public sealed class AdminRunTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly TimerFleet _fleet = new();
    private FleetMember _member = null!;

    public async Task InitializeAsync()
    {
        _member = await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.AdvanceToAsync(0, 7);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    ValueTask IAsyncDisposable.DisposeAsync() => _fleet.DisposeAsync();

    [Theory]
    [InlineData("{\"input\":\"\"}")]
    [InlineData(null)]
    public async Task An_administrator_runs_a_timer_now_without_touching_its_schedule(string? body)
    {
        using HttpResponseMessage response = await PostAsync("tick", TestApp.AdminKey, body);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await UntilAsync(() => _member.Count("succeeded") == 2);
        await _fleet.AdvanceToAsync(0, 10, 10);
        Assert.Equal([(At(0, 5), false, default), (At(0, 7), false, At(0, 5)), (At(0, 10), false, At(0, 5))], _member.Calls.Select(Seen));
    }

    [Fact]
    public async Task A_run_by_hand_waits_for_the_run_that_is_under_way_elsewhere()
    {
        TaskCompletionSource end = new();
        _member.Behaviour = _ => end.Task;
        using HttpResponseMessage first = await PostAsync("Tick", TestApp.AdminKey, null);
        await UntilAsync(() => _member.Calls.Count == 2);
        await _fleet.SettledAsync();
        FleetMember other = await _fleet.StartAsync<EveryFiveMinutes>();
        await _fleet.SettledAsync();
        using HttpClient http = new() { BaseAddress = other.Address };
        http.DefaultRequestHeaders.Add("x-functions-key", TestApp.AdminKey);
        using HttpResponseMessage second = await http.PostAsync(new Uri("/admin/functions/Tick", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        await _fleet.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(other.Calls);
        end.SetResult();
        await UntilAsync(() => _member.Count("succeeded") == 2);
        await _fleet.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Single(other.Calls);
    }

    [Theory]
    [InlineData("Tick", null, HttpStatusCode.Unauthorized, "unauthorized")]
    [InlineData("Tick", TestApp.FunctionKey, HttpStatusCode.Unauthorized, "unauthorized")]
    [InlineData("Nobody", null, HttpStatusCode.Unauthorized, "unauthorized")]
    [InlineData("Nobody", TestApp.AdminKey, HttpStatusCode.NotFound, "unknown-function")]
    [InlineData("NotATimer", TestApp.AdminKey, HttpStatusCode.BadRequest, "not-a-timer")]
    [InlineData("Tick", TestApp.AdminKey, HttpStatusCode.BadRequest, "bad-request", "not json")]
    [InlineData("Tick", TestApp.AdminKey, HttpStatusCode.BadRequest, "bad-request", "[]")]
    public async Task A_request_that_cannot_be_met_is_refused(string function, string? key, HttpStatusCode status, string slug, string? body = null)
    {
        using HttpResponseMessage response = await PostAsync(function, key, body);
        await ProblemAssert.IsAsync(response, status, slug);
        Assert.Single(_member.Calls);
    }

    private async Task<HttpResponseMessage> PostAsync(string function, string? key, string? body)
    {
        using HttpClient http = new() { BaseAddress = _member.Address };
        using HttpRequestMessage request = new(HttpMethod.Post, $"/admin/functions/{function}");
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        if (body is not null)
            request.Content = new StringContent(body);
        return await http.SendAsync(request);
    }
}
