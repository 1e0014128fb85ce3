namespace Reliability.Core.Rum.Formats;

/// <summary>What one body says of the visit that its events belong to. Used again and again; not thread-safe.</summary>
/// <param name="cache">Shared with the other parsers of one thread.</param>
internal sealed class BeaconVisit(VisitCache cache)
{
    private VisitDefaults _defaults = new(null, null, null);

    /// <summary>Gets what texts were made of before.</summary>
    public VisitCache Cache => cache;

    /// <summary>Gets or sets the page; null when not told.</summary>
    public VisitPage? Page { get; set; }

    /// <summary>Gets or sets the host of the page; empty when not told.</summary>
    public string Host { get; set; } = "";

    /// <summary>Gets or sets the kind of device.</summary>
    public DeviceKind Device { get; set; }

    /// <summary>Gets or sets the kind of connection.</summary>
    public ConnectionKind Connection { get; set; }

    /// <summary>Gets or sets the release; empty when not told.</summary>
    public string Release { get; set; } = "";

    /// <summary>Gets or sets how the visit began.</summary>
    public NavigationKind Navigation { get; set; }

    /// <summary>Gets or sets whether the page says that a program drives it.</summary>
    public bool IsBot { get; set; }

    /// <summary>Gets or sets the hash of the session; 0 when not told.</summary>
    public ulong Session { get; set; }

    /// <summary>Gets when the request came in.</summary>
    public DateTimeOffset ReceivedAt => _defaults.ReceivedAt;

    /// <summary>Forgets everything.</summary>
    /// <param name="defaults">What is assumed where the body does not say.</param>
    public void Start(VisitDefaults defaults)
    {
        _defaults = defaults;
        (Page, Host, Device, Connection, Release) = (null, "", DeviceKind.Unknown, ConnectionKind.Unknown, "");
        (Navigation, IsBot, Session) = (NavigationKind.Unknown, false, 0);
    }

    /// <summary>Gets the dimensions of an event.</summary>
    /// <param name="page">The event's own page; null for that of the visit.</param>
    /// <param name="navigation">The event's own kind of navigation; unknown for that of the visit.</param>
    public VitalDimensions At(VisitPage? page = null, NavigationKind navigation = NavigationKind.Unknown) => (page ?? Page ?? cache.Unsaid(_defaults)).With(
        Device == DeviceKind.Unknown ? _defaults.Device : Device,
        Connection == ConnectionKind.Unknown ? _defaults.Connection : Connection,
        Release,
        navigation == NavigationKind.Unknown ? Navigation : navigation,
        IsBot || _defaults.IsBot);

    /// <summary>Gets the page of an address that is told in JSON; null when it is not told.</summary>
    public VisitPage? PageOf(JsonValue address) => address.IsText && !address.Text.Raw.IsEmpty ? cache.Page(address.Text) : null;
}
