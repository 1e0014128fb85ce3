namespace Microsoft.DurableTask.Tests;

public sealed class WaitForExternalEventTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private readonly ScriptedContext _context = new();

    [Fact]
    public async Task An_event_in_time_gives_its_payload_and_cancels_the_timer()
    {
        Task<string> answer = _context.WaitForExternalEvent<string>("Acknowledged", Limit);
        _context.Advance(Limit - TimeSpan.FromTicks(1));
        Assert.False(answer.IsCompleted);

        _context.Raise("acknowledged", "by Ann");

        Assert.Equal("by Ann", await answer);
        Assert.Equal(0, _context.OpenTimers);
    }

    [Fact]
    public async Task Without_an_event_the_wait_is_cancelled_when_the_time_is_up()
    {
        Task<string> answer = _context.WaitForExternalEvent<string>("Acknowledged", Limit);

        _context.Advance(Limit);

        await Assert.ThrowsAsync<TaskCanceledException>(() => answer);
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_wait_and_its_timer()
    {
        using var cancellation = new CancellationTokenSource();
        Task<string> answer = _context.WaitForExternalEvent<string>("Acknowledged", Limit, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => answer);
        Assert.Equal(0, _context.OpenTimers);
    }

    [Fact]
    public void The_timer_comes_before_the_wait_in_the_history()
    {
        _ = _context.WaitForExternalEvent<string>("Acknowledged", Limit);

        Assert.Equal(["timer 12:30", "wait Acknowledged"], _context.Log);
    }
}
