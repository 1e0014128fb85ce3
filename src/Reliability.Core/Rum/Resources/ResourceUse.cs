using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>What a number of resources have in common.</summary>
/// <param name="Page">Template of the page that loaded them.</param>
/// <param name="Type">Kind of resource.</param>
/// <param name="Host">Host name in lower case; empty for the page's own.</param>
public readonly record struct ResourceKey(string Page, ResourceKind Type, string Host);

/// <summary>Sums over resources. Whole numbers that end at <see cref="Most"/>, so that the order of adding does not matter and no stranger can make them overflow.</summary>
/// <param name="Count">Number of resources.</param>
/// <param name="TransferBytes">Bytes over the network.</param>
/// <param name="Microseconds">Sum of durations.</param>
/// <param name="Cached">Number that came out of the cache.</param>
/// <param name="ConnectMicroseconds">Time spent on finding and connecting to the host.</param>
/// <param name="Offscreen">Number of images loaded out of sight.</param>
/// <param name="OffscreenBytes">Bytes of those images.</param>
public readonly record struct ResourceUse(
    long Count, long TransferBytes, long Microseconds, long Cached, long ConnectMicroseconds, long Offscreen, long OffscreenBytes)
{
    /// <summary>Where sums end.</summary>
    public const long Most = 1L << 61;

    // More than a year in one event is not believed.
    private const double MostMilliseconds = 366.0 * 24 * 3_600_000;
    private const long MostBytes = 1L << 40;

    /// <summary>Takes the sums of one event.</summary>
    public static ResourceUse Of(ResourceEvent loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return new ResourceUse(
            Math.Max(0, loaded.Count), Bytes(loaded.TransferBytes), Micros(loaded.Milliseconds), Math.Max(0, loaded.Cached),
            Micros(loaded.ConnectMilliseconds), Math.Max(0, loaded.Offscreen), Bytes(loaded.OffscreenBytes));
    }

    /// <summary>Adds two sums.</summary>
    public static ResourceUse operator +(ResourceUse left, ResourceUse right) => new(
        Sum(left.Count, right.Count),
        Sum(left.TransferBytes, right.TransferBytes),
        Sum(left.Microseconds, right.Microseconds),
        Sum(left.Cached, right.Cached),
        Sum(left.ConnectMicroseconds, right.ConnectMicroseconds),
        Sum(left.Offscreen, right.Offscreen),
        Sum(left.OffscreenBytes, right.OffscreenBytes));

    /// <inheritdoc cref="op_Addition"/>
    public static ResourceUse Add(ResourceUse left, ResourceUse right) => left + right;

    internal void WriteTo(RecordWriter destination)
    {
        destination.Count(Count);
        destination.Count(TransferBytes);
        destination.Count(Microseconds);
        destination.Count(Cached);
        destination.Count(ConnectMicroseconds);
        destination.Count(Offscreen);
        destination.Count(OffscreenBytes);
    }

    internal static ResourceUse Read(ref RecordReader reader) => new(
        reader.Count(), reader.Count(), reader.Count(), reader.Count(), reader.Count(), reader.Count(), reader.Count());

    internal static long Sum(long left, long right) => left > Most - right ? Most : left + right;

    internal static long Micros(double milliseconds) => milliseconds is > 0 and < MostMilliseconds ? (long)(milliseconds * 1_000) : 0;

    private static long Bytes(long bytes) => Math.Clamp(bytes, 0, MostBytes);
}
