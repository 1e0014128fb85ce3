using System.Globalization;
using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Store;

/// <summary>How large what is given to an instance may be.</summary>
internal static class Payloads
{
    /// <summary>The most bytes of an input or an event, compressed.</summary>
    public const int MaxBytes = 400_000;

    /// <summary>The most bytes of what a row says of one thing besides: ids, names and labels are added to a payload.</summary>
    public const int MaxRowBytes = 600_000;

    // Beside it, the row of an instance has room for an output.
    private const int MaxStartBytes = 500_000;

    /// <summary>Requires that a row has room for a message.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void RequireRow(int bytes, string what) => Require(bytes, what, MaxRowBytes);

    /// <summary>Requires that a row has room for how an instance began: input, labels, and what earlier generations received.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void RequireStart(int bytes) => Require(bytes, "The input, with its labels,", MaxStartBytes);

    /// <summary>Requires a serialized value that can be stored.</summary>
    /// <exception cref="ArgumentException">It is larger.</exception>
    public static string? Require(string? serialized, string what)
    {
        if (serialized is { Length: > MaxBytes / 3 }) Require(Packing.Pack(serialized, HistoryJson.Default.String).Length, what, MaxBytes);
        return serialized;
    }

    private static void Require(int bytes, string what, int most)
    {
        if (bytes > most)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} has {bytes:N0} bytes compressed; at most {most:N0} can be stored. Pass a reference to it instead."));
    }
}
