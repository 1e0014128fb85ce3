using System.Runtime.InteropServices;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Counting;

/// <summary>Where samples are counted: a site, and dimensions that have cells of their own.</summary>
internal sealed record ReportPlace(string Site, VitalDimensions Dimensions);

/// <summary>The report of a measurement that is counted now: what it takes to undo that, and to tell which of two reports is the later.</summary>
/// <param name="Time">When it was measured, in Unix milliseconds.</param>
/// <param name="AgeSeconds">How many seconds later its request came in.</param>
/// <param name="Position">Its position in the request.</param>
/// <param name="Metric">Which vital.</param>
/// <param name="Value">Its value.</param>
/// <param name="Weight">In thousandths.</param>
/// <param name="Place">Where it is counted; <see langword="null"/> for a request that is known by its <c>Idempotency-Key</c>.</param>
internal readonly record struct RecentReport(long Time, int AgeSeconds, int Position, VitalMetric Metric, double Value, int Weight, ReportPlace? Place)
{
    private const long MillisecondsPerHour = 3_600_000;

    // So that sums of deltas are the same in any order.
    private const int DeltaDigits = 6;

    /// <summary>Gets whether its value is a sum of deltas.</summary>
    public bool IsSum { get; private init; }

    /// <summary>Gets the time of the first delta of the sum, in Unix milliseconds.</summary>
    public long SumFrom { get; private init; }

    /// <summary>Gets when its request came in, in Unix milliseconds.</summary>
    public long ReceivedAt => Time + (AgeSeconds * 1_000L);

    /// <summary>Gets the start of the hour it is counted in.</summary>
    public DateTimeOffset Hour => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Floor(Time / (double)MillisecondsPerHour) * MillisecondsPerHour);

    /// <summary>Gets the sample it counts as.</summary>
    public VitalSample Sample => new(Metric, Value, 0, Place!.Dimensions);

    /// <summary>Tells whether this report takes the place of another: the later one, then the later in its request, then the greater.</summary>
    /// <remarks>This does not depend on which was read first.</remarks>
    public bool Replaces(in RecentReport other) =>
        Time != other.Time ? Time > other.Time
        : Position != other.Position ? Position > other.Position
        : Value > other.Value;

    /// <summary>Makes this report one whose value is added to those of the same measurement.</summary>
    public RecentReport AsSum() => this with { IsSum = true, SumFrom = Time, Value = Math.Round(Value, DeltaDigits) };

    /// <summary>Tells whether a delta belongs to this sum: within half an hour of its first. Later ones are passed over, so that what is counted can always be known again.</summary>
    public bool Takes(in RecentReport delta) => Math.Abs(delta.Time - SumFrom) <= RecentReports.WindowMilliseconds;

    /// <summary>Adds a delta: the sum counts where the later of the two was measured.</summary>
    public RecentReport Plus(in RecentReport delta)
    {
        var later = delta.Replaces(this) ? delta : this;
        var sum = Math.Min(Math.Round(Value + delta.Value, DeltaDigits), VitalThresholds.For(Metric).Largest);
        return later with { Value = sum, IsSum = true, SumFrom = Math.Min(SumFrom, delta.SumFrom) };
    }

    /// <summary>Tells whether two reports came in so close together that they are about the same measurement.</summary>
    public bool IsNear(in RecentReport other) => Math.Abs(ReceivedAt - other.ReceivedAt) <= RecentReports.WindowMilliseconds;

    /// <summary>Gets what all reports of one measurement have in common.</summary>
    public static ulong KeyOf(ulong site, VitalMetric metric, ulong id) => Hash64.Of(MemoryMarshal.AsBytes<ulong>([site, (ulong)metric, id]));

    /// <summary>Gets what all copies of one request have in common.</summary>
    public static ulong KeyOfRequest(ulong site, ulong idempotency) => Hash64.Of(MemoryMarshal.AsBytes<ulong>([site, ulong.MaxValue, idempotency]));
}
