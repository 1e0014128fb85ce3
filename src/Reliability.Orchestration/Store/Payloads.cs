using System.Globalization;
using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Store;

/// <summary>How large what is given to an instance may be.</summary>
internal static class Payloads
{
    /// <summary>The most bytes of an input or an event, compressed.</summary>
    public const int MaxBytes = 400_000;

    /// <summary>Requires a serialized value that can be stored.</summary>
    /// <exception cref="ArgumentException">It is larger.</exception>
    public static string? Require(string? serialized, string what)
    {
        if (serialized is { Length: > MaxBytes / 3 }) Require(Packing.Pack(serialized, HistoryJson.Default.String).Length, what);
        return serialized;
    }

    /// <summary>Requires a size that can be stored.</summary>
    /// <exception cref="ArgumentException">It is larger.</exception>
    public static void Require(int bytes, string what)
    {
        if (bytes > MaxBytes)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} has {bytes:N0} bytes compressed; at most {MaxBytes:N0} can be stored. Pass a reference to it instead."));
    }
}
