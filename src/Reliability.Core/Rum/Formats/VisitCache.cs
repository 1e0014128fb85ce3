namespace Reliability.Core.Rum.Formats;

/// <summary>Remembers what beacons say of their visits, so that the same address is not decoded and templated for every beacon. Not thread-safe.</summary>
/// <param name="queryAllowList">Query parameters that stay in page templates.</param>
internal sealed class VisitCache(IReadOnlyList<string> queryAllowList)
{
    private readonly TextCache<VisitPage> _pages = new(4_096, text => new VisitPage(PageTemplate.FromAddress(text, queryAllowList)));
    private readonly TextCache<string> _releases = new(256, ReleaseName.Of);
    private readonly TextCache<DeviceKind> _devices = new(16, text => DimensionNames.ParseDevice(text));
    private readonly TextCache<ConnectionKind> _connections = new(16, text => DimensionNames.ParseConnection(text));
    private readonly TextCache<NavigationKind> _navigations = new(32, text => DimensionNames.ParseNavigation(text));
    private readonly TextCache<DeviceKind> _userAgents = new(256, text => DimensionNames.DeviceOfUserAgent(text));
    private readonly TextCache<string> _hosts = new(256, HostOf);
    private readonly TextCache<string> _hostNames = new(256, BeaconText.Host);
    private VisitPage _unsaid = new(PageTemplate.Unknown);

    /// <summary>Gets the page of an address.</summary>
    public VisitPage Page(JsonText address) => _pages[address];

    /// <summary>Gets a release as it is kept.</summary>
    public string Release(JsonText text) => _releases[text];

    /// <summary>Gets a kind of device.</summary>
    public DeviceKind Device(JsonText name) => _devices[name];

    /// <summary>Gets a kind of connection.</summary>
    public ConnectionKind Connection(JsonText name) => _connections[name];

    /// <summary>Gets a kind of navigation.</summary>
    public NavigationKind Navigation(JsonText name) => _navigations[name];

    /// <summary>Gets the host of an address, with its port unless that is the scheme's own; empty when it is no absolute one.</summary>
    public string Host(JsonText address) => _hosts[address];

    /// <summary>Gets the host of an address of which there are many on one host, with its port unless that is the scheme's own; empty when it is no absolute one.</summary>
    public string OriginHost(JsonText address)
    {
        var start = address.Raw.IndexOf("://"u8) + 3;
        if (start < 3) return address.Raw.Contains((byte)'\\') ? Host(address) : "";
        var end = address.Raw[start..].IndexOfAny("/?#\\"u8);
        return Host(end < 0 ? address : new JsonText(address.Raw[..(start + end)], escaped: false));
    }

    /// <summary>Gets a host name as it is kept: in lower case; empty for what does not look like one.</summary>
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
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? BeaconText.Host(uri.Authority) : "";
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
