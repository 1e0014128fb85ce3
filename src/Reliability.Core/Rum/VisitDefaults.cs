using Reliability.Core.Rum.Intake;

namespace Reliability.Core.Rum;

/// <summary>What is assumed of a visit when its events do not say: read off the request's headers, and only when needed. Not thread-safe.</summary>
/// <param name="pageAddress">Address of the page, from <c>Referer</c>; may be missing.</param>
/// <param name="userAgent">From <c>User-Agent</c>; may be missing.</param>
/// <param name="effectiveConnectionType">From <c>ECT</c>; may be missing.</param>
public sealed class VisitDefaults(string? pageAddress, string? userAgent, string? effectiveConnectionType)
{
    private string? _page;
    private DeviceKind? _device;
    private ConnectionKind? _connection;
    private bool? _isBot;

    /// <summary>Gets the query parameters that stay in <see cref="Page"/>; none by default.</summary>
    public IReadOnlyList<string> QueryAllowList { get; init; } = [];

    /// <summary>Gets when the request came in.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Gets the page template.</summary>
    public string Page => _page ??= PageTemplate.FromAddress(pageAddress, QueryAllowList);

    /// <summary>Gets the kind of device.</summary>
    public DeviceKind Device => _device ??= DimensionNames.DeviceOfUserAgent(userAgent);

    /// <summary>Gets whether the user agent is a program's.</summary>
    public bool IsBot => _isBot ??= BotDetector.IsBot(userAgent);

    /// <summary>Gets the effective connection type.</summary>
    public ConnectionKind Connection => _connection ??= DimensionNames.ParseConnection(effectiveConnectionType);
}
