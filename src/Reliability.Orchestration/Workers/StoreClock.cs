using Azure;

namespace Reliability.Orchestration.Workers;

/// <summary>The time as the store has it, so that workers whose clocks differ agree on what is due.</summary>
/// <remarks>Replies of the store tell its time to the second. A clock that agrees with them within <see cref="Slack"/> is left alone.</remarks>
internal sealed class StoreClock(TimeProvider time)
{
    /// <summary>How far a local clock may be off before it is corrected.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    private long _offset;

    /// <summary>Gets the time.</summary>
    public DateTimeOffset Now => time.GetUtcNow() + Offset;

    /// <summary>Gets what is added to the local clock.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <summary>Learns from a reply.</summary>
    public void Observe(Response reply)
    {
        if (reply.Headers.Date is not { } date) return;
        var apart = date - time.GetUtcNow();
        if ((apart - Offset).Duration() <= Slack) return;
        Interlocked.Exchange(ref _offset, apart.Duration() <= Slack ? 0 : apart.Ticks);
    }
}
