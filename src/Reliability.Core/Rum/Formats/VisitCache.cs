namespace Reliability.Core.Rum.Formats;

/// <summary>Remembers what beacons say of their visits, so that the same address is not decoded and templated for every beacon. Not thread-safe.</summary>
/// <param name="queryAllowList">Query parameters that stay in page templates.</param>
internal sealed class VisitCache(IReadOnlyList<string> queryAllowList)
{
    private const int MaxRelease = 64;

    private readonly TextCache<VisitPage> _pages = new(4_096, text => new VisitPage(PageTemplate.FromAddress(text, queryAllowList)));
    private readonly TextCache<string> _releases = new(256, CleanRelease);
    private readonly TextCache<DeviceKind> _devices = new(16, text => DimensionNames.ParseDevice(text));
    private readonly TextCache<ConnectionKind> _connections = new(16, text => DimensionNames.ParseConnection(text));
    private readonly TextCache<NavigationKind> _navigations = new(32, text => DimensionNames.ParseNavigation(text));
    private readonly TextCache<DeviceKind> _userAgents = new(256, text => DimensionNames.DeviceOfUserAgent(text));
    private readonly TextCache<string> _hosts = new(256, HostOf);
    private readonly TextCache<string> _hostNames = new(256, text => BeaconText.Host(text));
    private VisitPage _unsaid = new(PageTemplate.Unknown);

    /// <summary>Gets the page of an address.</summary>
    public VisitPage Page(JsonText address) => _pages[address];

    /// <summary>Gets a release, cut and without spaces.</summary>
    public string Release(JsonText text) => _releases[text];

    /// <summary>Gets a kind of device.</summary>
    public DeviceKind Device(JsonText name) => _devices[name];

    /// <summary>Gets a kind of connection.</summary>
    public ConnectionKind Connection(JsonText name) => _connections[name];

    /// <summary>Gets a kind of navigation.</summary>
    public NavigationKind Navigation(JsonText name) => _navigations[name];

    /// <summary>Gets the host of an address, with its port unless that is the scheme's own; empty when it is no absolute one.</summary>
    public string Host(JsonText address) => _hosts[address];

    /// <summary>Gets a host name as it is kept: cut, in lower case.</summary>
    public string HostName(JsonText name) => _hostNames[name];

    /// <summary>Gets the kind of device that a user agent tells.</summary>
    public DeviceKind DeviceOfUserAgent(JsonText userAgent) => _userAgents[userAgent];

    /// <summary>Gets the page of a visit that does not say.</summary>
    public VisitPage Unsaid(VisitDefaults defaults)
    {
        if (_unsaid.Template != defaults.Page) _unsaid = new VisitPage(defaults.Page);
        return _unsaid;
    }

    private static string HostOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Authority.ToLowerInvariant() : "";

    private static string CleanRelease(string text)
    {
        var end = Math.Min(text.Length, MaxRelease);
        return string.Create(end, text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = source[i] is > ' ' and < (char)0x7F ? source[i] : '_';
        });
    }
}

/// <summary>A page and the dimensions its last events had: one object serves all events that have the same.</summary>
/// <param name="template">The page's template.</param>
internal sealed class VisitPage(string template)
{
    private VitalDimensions _last = new(template, DeviceKind.Unknown, ConnectionKind.Unknown, "");
    private VitalDimensions _other = new(template, DeviceKind.Unknown, ConnectionKind.Unknown, "");

    /// <summary>Gets the template.</summary>
    public string Template => template;

    /// <summary>Gets dimensions of this page.</summary>
    public VitalDimensions With(DeviceKind device, ConnectionKind connection, string release, NavigationKind navigation, bool isBot)
    {
        if (Are(_last)) return _last;
        // The events of one beacon that tell how the visit began come among others that do not.
        (_last, _other) = (_other, _last);
        return Are(_last) ? _last : _last = new VitalDimensions(template, device, connection, release) { Navigation = navigation, IsBot = isBot };

        bool Are(VitalDimensions known) =>
            known.Device == device && known.Connection == connection && known.Navigation == navigation && known.IsBot == isBot && known.Release == release;
    }
}
