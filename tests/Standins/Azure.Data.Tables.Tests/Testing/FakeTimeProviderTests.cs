using Reliability.Testing;

namespace Azure.Data.Tables.Tests.Testing;

public sealed class FakeTimeProviderTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void The_clock_starts_at_2026_and_moves_only_when_told_to()
    {
        var started = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 1, 30, TimeSpan.Zero), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.GetElapsedTime(started));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_has_passed_it()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _clock);

        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await delay;
        Assert.Equal(0, _clock.PendingTimers);
    }

    [Fact]
    public async Task A_cancelled_delay_leaves_no_timer()
    {
        using var cancellation = new CancellationTokenSource();
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _clock, cancellation.Token);
        Assert.Equal(1, _clock.PendingTimers);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delay);
        Assert.Equal(0, _clock.PendingTimers);
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_time()
    {
        var fired = new List<(string, TimeSpan)>();
        void Record(object? name) => fired.Add(((string)name!, _clock.GetUtcNow() - FakeTimeProvider.DefaultStart));
        using var late = _clock.CreateTimer(Record, "late", TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var often = _clock.CreateTimer(Record, "often", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(
            [("often", TimeSpan.FromSeconds(2)), ("often", TimeSpan.FromSeconds(4)), ("late", TimeSpan.FromSeconds(5)), ("often", TimeSpan.FromSeconds(6))],
            fired);
    }

    [Fact]
    public void A_timer_may_set_itself_again_or_stop_while_it_fires()
    {
        var fired = 0;
        ITimer? timer = null;
        timer = _clock.CreateTimer(
            _ =>
            {
                fired++;
                timer!.Change(fired < 3 ? TimeSpan.FromSeconds(1) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            },
            null,
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(3, fired);
        timer.Dispose();
    }
}
