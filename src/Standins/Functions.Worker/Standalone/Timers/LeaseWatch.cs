using Azure;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Watches another process's lease, on this process's own clock: what the other's clock says is never looked at.</summary>
/// <param name="time">The clock; only its monotonic timestamps are used.</param>
/// <param name="duration">How long a lease must stay unchanged before it may be taken over.</param>
internal sealed class LeaseWatch(TimeProvider time, TimeSpan duration)
{
    private ETag? _version;
    private long _since;

    /// <summary>Takes note of a lease just read.</summary>
    /// <param name="version">Version of the row.</param>
    /// <returns>How much longer the lease must stay unchanged; zero when it may be taken over.</returns>
    public TimeSpan Observe(ETag version)
    {
        if (_version != version)
        {
            _version = version;
            _since = time.GetTimestamp();
        }

        TimeSpan left = duration - time.GetElapsedTime(_since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
