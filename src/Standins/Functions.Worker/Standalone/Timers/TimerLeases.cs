using Azure;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Takes the leases of timers for this process.</summary>
/// <param name="table">Where the leases are.</param>
/// <param name="time">The clock.</param>
/// <param name="duration">How long a lease must stay unchanged before another process may take it over.</param>
/// <param name="events">Counts and logs.</param>
internal sealed class TimerLeases(TimerTable table, TimeProvider time, TimeSpan duration, TimerEvents events)
{
    // A process is told from all others, and from itself before a restart.
    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>Gets how long a lease must stay unchanged before another process may take it over.</summary>
    public TimeSpan Duration => duration;

    /// <summary>Starts to watch the lease of a timer.</summary>
    /// <returns>The watch, which has seen nothing yet.</returns>
    public LeaseWatch Watch() => new(time, duration);

    /// <summary>Tries to take a lease.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="row">The row, just read.</param>
    /// <param name="watch">What was seen of the lease so far.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The lease, already being renewed; or <see langword="null"/> and when to look again.</returns>
    /// <exception cref="RequestFailedException">Storage failed. Should the lease be taken all the same, the next try takes it again.</exception>
    public async Task<(TimerLease? Lease, TimeSpan LookAgain)> TakeAsync(
        string name, TimerRow row, LeaseWatch watch, CancellationToken cancellation)
    {
        bool leased = row.Owner.Length > 0 && row.Owner != _owner;
        if (leased && watch.Observe(row.ETag) is var left && left > TimeSpan.Zero)
            return (null, left < duration / 3 ? left : duration / 3);
        long sent = time.GetTimestamp();
        TimerRow? taken = await table
            .ReplaceAsync(name, row with { Owner = _owner, Fence = row.Fence + 1, Renewals = 0 }, cancellation).ConfigureAwait(false);
        if (taken is null)
            return (null, TimeSpan.Zero);
        if (leased)
            events.TookOver(name, row.Owner, taken.Fence);
        return (new TimerLease(name, taken, sent, new LeaseTerms(table, time, duration, events)), TimeSpan.Zero);
    }
}

/// <summary>What a lease is kept on.</summary>
/// <param name="Table">Where the lease is.</param>
/// <param name="Time">The clock.</param>
/// <param name="Duration">How long the lease must stay unchanged before another process may take it over.</param>
/// <param name="Events">Counts and logs.</param>
internal sealed record LeaseTerms(TimerTable Table, TimeProvider Time, TimeSpan Duration, TimerEvents Events)
{
    /// <summary>Gets the time between two renewals.</summary>
    public TimeSpan RenewEvery => Duration / 4;

    /// <summary>Gets after how long without a renewal the holder gives the lease up: early enough to stop before another may start.</summary>
    public TimeSpan GiveUpAfter => Duration * 3 / 4;
}
