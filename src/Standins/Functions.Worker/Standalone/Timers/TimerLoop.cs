using System.Threading.Channels;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Runs one timer in this process, one run after the other, and in no other process at the same time.</summary>
internal sealed class TimerLoop
{
    // Short waits notice a stepped or suspended wall clock.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly TimerFunction _timer;
    private readonly TimerServices _services;
    private readonly TimerStatus _status;
    private readonly Channel<bool> _manual =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private DateTimeOffset _seen;

    /// <summary>Makes the loop; it starts with <see cref="RunAsync"/>.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="services">What timers run on.</param>
    public TimerLoop(TimerFunction timer, TimerServices services)
    {
        _timer = timer;
        _services = services;
        _status = new TimerStatus(timer, services.Leases.Duration);
    }

    /// <summary>Gets the function's name.</summary>
    public string Name => _timer.Name;

    private DateTimeOffset Now => _services.Time.GetUtcNow();

    /// <summary>Asks for a run as soon as possible. Requests made while one is waiting are joined with it.</summary>
    public void RunNow() => _manual.Writer.TryWrite(true);

    /// <summary>Runs the timer until the host stops.</summary>
    /// <param name="stopping">The host begins to stop: no run starts any more.</param>
    /// <returns>A task that ends when the last run has.</returns>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await StartAsync(stopping).ConfigureAwait(false);
            while (true)
                await RunOnceAsync(await WaitAsync(stopping).ConfigureAwait(false), stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task StartAsync(CancellationToken stopping)
    {
        _seen = Now;
        TimerRow row = await TryAsync(ReadAsync, stopping).ConfigureAwait(false);
        if (_timer.Monitored)
            _seen = row.DoneThrough;
        if (_timer.Monitored && _status.Due(row, _seen, Now) is not null)
            await RunOnceAsync(RunReason.Missed, stopping).ConfigureAwait(false);
        else if (_timer.RunOnStartup)
            await RunOnceAsync(RunReason.Startup, stopping).ConfigureAwait(false);
    }

    private async Task<RunReason> WaitAsync(CancellationToken stopping)
    {
        DateTimeOffset due = _timer.Schedule.Next(_seen);
        while (!_manual.Reader.TryRead(out _))
        {
            TimeSpan wait = due - Now;
            if (wait <= TimeSpan.Zero)
                return RunReason.Due;
            using CancellationTokenSource waited = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            await Task.WhenAny(
                _manual.Reader.WaitToReadAsync(waited.Token).AsTask(),
                Task.Delay(wait < LongestWait ? wait : LongestWait, _services.Time, waited.Token)).ConfigureAwait(false);
            await waited.CancelAsync().ConfigureAwait(false);
            stopping.ThrowIfCancellationRequested();
        }

        return RunReason.Manual;
    }

    private async Task RunOnceAsync(RunReason reason, CancellationToken stopping)
    {
        LeaseWatch watch = _services.Leases.Watch();
        while (true)
        {
            (TimerLease? lease, DateTimeOffset occurrence, TimeSpan? again) = await TryAsync(
                cancellation => TakeAsync(reason, watch, cancellation), stopping).ConfigureAwait(false);
            if (lease is not null)
            {
                using (lease)
                    await RunUnderAsync(lease, stopping.IsCancellationRequested ? null : reason, occurrence).ConfigureAwait(false);
                return;
            }

            if (again is not { } pause)
                return;
            await Task.Delay(pause, _services.Time, stopping).ConfigureAwait(false);
        }
    }

    /// <summary>Tries to secure the right to run: the lease, or when to look again, or neither when there is nothing to do.</summary>
    private async Task<(TimerLease? Lease, DateTimeOffset Occurrence, TimeSpan? Again)> TakeAsync(
        RunReason reason, LeaseWatch watch, CancellationToken cancellation)
    {
        TimerRow row = await ReadAsync(cancellation).ConfigureAwait(false);
        DateTimeOffset occurrence = Now;
        if (reason is RunReason.Due or RunReason.Missed)
        {
            if (_status.Due(row, _seen, occurrence) is not { } due)
            {
                _seen = _seen > row.DoneThrough ? _seen : row.DoneThrough;
                _services.Events.Skipped(Name);
                return (null, occurrence, null);
            }

            occurrence = due;
        }

        // Not given up halfway when the host stops: a lease taken unseen would keep other processes waiting.
        (TimerLease? lease, TimeSpan again) = await _services.Leases.TakeAsync(Name, row, watch, _services.GiveUp).ConfigureAwait(false);
        return (lease, occurrence, again);
    }

    private async Task RunUnderAsync(TimerLease lease, RunReason? reason, DateTimeOffset occurrence)
    {
        Outcome outcome = reason is null
            ? Outcome.Cancelled
            : await _services.Runner.RunAsync(_timer, Info(lease, reason.Value, occurrence), lease.Lost).ConfigureAwait(false);
        await lease.StopRenewingAsync().ConfigureAwait(false);
        // A cancelled run is not done: this process after a lost lease, or another after our shutdown, runs the occurrence again.
        DateTimeOffset ended = Now;
        TimerRow? row = await TryAsync(
            cancellation => lease.ReleaseAsync(
                row => outcome == Outcome.Cancelled ? row : _status.After(row, reason!.Value, occurrence, ended), cancellation),
            _services.GiveUp).ConfigureAwait(false);
        if (row is not null && row.DoneThrough > _seen)
            _seen = row.DoneThrough;
    }

    private TimerInfo Info(TimerLease lease, RunReason reason, DateTimeOffset occurrence)
    {
        bool late = reason == RunReason.Missed || (reason == RunReason.Due && Now - occurrence >= _services.Leases.Duration);
        if (late && _timer.Monitored)
            _services.Events.PastDue(Name, occurrence);
        return new TimerInfo
        {
            ScheduleStatus = _timer.Monitored ? lease.Row.Status() : null,
            IsPastDue = late && _timer.Monitored,
        };
    }

    private Task<TimerRow> ReadAsync(CancellationToken cancellation) =>
        _services.Table.ReadAsync(Name, _status.Initial(Now), cancellation);

    private async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellation)
    {
        Backoff backoff = new();
        while (true)
        {
            try
            {
                return await operation(cancellation).ConfigureAwait(false);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                _services.Events.StorageFailed(Name, "read or write", fault);
            }

            await Task.Delay(backoff.Next(), _services.Time, cancellation).ConfigureAwait(false);
        }
    }
}
