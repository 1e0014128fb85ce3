using System.ComponentModel.DataAnnotations;

namespace Reliability.Functions.Rum;

/// <summary>Bounds of the beacon door.</summary>
public sealed class RumOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string Section = "Reliability:Rum";

    /// <summary>Gets the largest accepted request body, in bytes, measured before decompression.</summary>
    /// <value>1 KiB to 256 KiB; default 64 KiB, which is what browsers let <c>sendBeacon</c> send. A larger body gets 413.</value>
    [Range(1_024, 262_144)] public int MaxBodyBytes { get; init; } = 65_536;

    /// <summary>Gets the largest accepted request body after decompression, in bytes.</summary>
    /// <value>1 KiB to 4 MiB; default 1 MiB. A body that grows larger gets 413.</value>
    [Range(1_024, 4_194_304)] public int MaxInflatedBytes { get; init; } = 1_048_576;
}
