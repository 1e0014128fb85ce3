namespace Functions.Worker.Tests.Timers;

/// <summary>The clock of one process: the shared one, off by a constant. Knows how many delays are being waited for.</summary>
/// <param name="clock">The shared clock.</param>
/// <param name="ahead">How far the wall clock of this process is ahead.</param>
internal sealed class MemberClock(TimeProvider clock, TimeSpan ahead) : TimeProvider
{
    // A quarter of the default lease.
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3.75);

    private int _delays;
    private int _renewals;

    /// <summary>Gets the number of delays under way. A process at rest waits for one: its next occurrence, a renewal, a look at another's lease, or a new try.</summary>
    public int Delays => Volatile.Read(ref _delays);

    /// <summary>Gets how many of the delays are for the renewal of a lease.</summary>
    public int Renewals => Volatile.Read(ref _renewals);

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + ahead;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        state is CancellationTokenSource ? clock.CreateTimer(callback, state, dueTime, period) : new Delay(this, callback, state, dueTime);

    private sealed class Delay : ITimer
    {
        private readonly MemberClock _owner;
        private readonly TimerCallback _callback;
        private readonly ITimer _timer;
        private readonly bool _renewal;
        private int _over;

        public Delay(MemberClock owner, TimerCallback callback, object? state, TimeSpan dueTime)
        {
            _owner = owner;
            _callback = callback;
            _renewal = dueTime == Renewal;
            _timer = owner.Clock.CreateTimer(Fire, state, dueTime, Timeout.InfiniteTimeSpan);
            // Counted only once it is set: a test that sees the count moves the clock.
            if (_renewal)
                Interlocked.Increment(ref owner._renewals);
            Interlocked.Increment(ref owner._delays);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose()
        {
            End();
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(object? state)
        {
            End();
            _callback(state);
        }

        private void End()
        {
            if (Interlocked.Exchange(ref _over, 1) != 0)
                return;
            Interlocked.Decrement(ref _owner._delays);
            if (_renewal)
                Interlocked.Decrement(ref _owner._renewals);
        }
    }

    private TimeProvider Clock => clock;
}
