namespace Reliability.Core.Rum;

/// <summary>What the samples of one visit have in common; cells are kept per combination of these.</summary>
/// <param name="Page">Page template: <c>/products/:id</c>.</param>
/// <param name="Device">Kind of device.</param>
/// <param name="Connection">Effective connection type.</param>
/// <param name="Release">Release of the page, as its owner names it; empty when not told.</param>
public sealed record VitalDimensions(string Page, DeviceKind Device, ConnectionKind Connection, string Release)
{
    /// <summary>Gets how the visit of the page began.</summary>
    public NavigationKind Navigation { get; init; }

    /// <summary>Gets whether the visitor is a program: by its user agent, or because the page says that it is driven by one.</summary>
    public bool IsBot { get; init; }
}

/// <summary>One accepted measurement.</summary>
/// <param name="Metric">Which vital.</param>
/// <param name="Value">From 0 to <see cref="VitalThresholds.Largest"/>, in the unit of the metric.</param>
/// <param name="IdHash">Hash of the metric id the library gave this measurement; 0 without an id.</param>
/// <param name="Dimensions">Where it was measured.</param>
public readonly record struct VitalSample(VitalMetric Metric, double Value, ulong IdHash, VitalDimensions Dimensions)
{
    /// <summary>Gets how many seconds before its request came in it was measured.</summary>
    /// <value>0, also when that is not known, to 86,400.</value>
    public int AgeSeconds { get; init; }

    /// <summary>Gets the hash of the id of the visitor's session; 0 without one.</summary>
    public ulong Session { get; init; }

    /// <summary>Gets whether the value is what came on top since the last report of the same id: the sum counts, not the last.</summary>
    /// <value>Only for <see cref="VitalMetric.CLS"/>, which boomerang reports so.</value>
    public bool IsDelta { get; init; }
}

/// <summary>Kind of device, told by the client or read off its user agent. The numbers are part of the stored format.</summary>
public enum DeviceKind
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>A phone.</summary>
    Mobile = 1,

    /// <summary>A tablet.</summary>
    Tablet = 2,

    /// <summary>A desktop or laptop computer.</summary>
    Desktop = 3,
}

/// <summary>Effective connection type of the Network Information API. The numbers are part of the stored format.</summary>
public enum ConnectionKind
{
    /// <summary>Not told: most browsers do not.</summary>
    Unknown = 0,

    /// <summary>About 2G at its slowest.</summary>
    Slow2G = 1,

    /// <summary>About 2G.</summary>
    TwoG = 2,

    /// <summary>About 3G.</summary>
    ThreeG = 3,

    /// <summary>4G or better.</summary>
    FourG = 4,
}
