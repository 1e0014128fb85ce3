namespace Reliability.Core.Rum;

/// <summary>How the visit of a page began, as the web-vitals library names it. The numbers are part of the stored format.</summary>
public enum NavigationKind
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>A link, an address, a form.</summary>
    Navigate = 1,

    /// <summary>The page was loaded again.</summary>
    Reload = 2,

    /// <summary>Back or forward, loaded from the network or the HTTP cache.</summary>
    BackForward = 3,

    /// <summary>Back or forward, the page restored as it was left.</summary>
    BackForwardCache = 4,

    /// <summary>Loaded before the visitor asked for it.</summary>
    Prerender = 5,

    /// <summary>A tab the browser had thrown away.</summary>
    Restore = 6,

    /// <summary>A change of address within one document.</summary>
    SoftNavigation = 7,
}
