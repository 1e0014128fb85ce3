namespace Reliability.Core.Rum;

/// <summary>From which numbers on advice is given.</summary>
public sealed record AdviceLimits
{
    /// <summary>Gets the fewest visits of a page that advice on it rests on.</summary>
    public int MinimumVisits { get; init; } = 30;

    /// <summary>Gets the images out of sight per visit from which on lazy loading is advised.</summary>
    public double OffscreenImages { get; init; } = 3;

    /// <summary>Gets the bytes of such images per visit from which on lazy loading is advised.</summary>
    public double OffscreenBytes { get; init; } = 100_000;

    /// <summary>Gets the time per visit, in milliseconds, spent on connecting to a foreign host from which on preconnect is advised.</summary>
    public double PreconnectMilliseconds { get; init; } = 100;

    /// <summary>Gets the time per visit, in milliseconds, from which on at least its name should be looked up early.</summary>
    public double DnsPrefetchMilliseconds { get; init; } = 20;

    /// <summary>Gets the most hosts of one page to connect to early: each costs the browser a connection.</summary>
    /// <remarks>Source: web.dev/articles/preconnect-and-dns-prefetch.</remarks>
    public int MaxPreconnects { get; init; } = 4;

    /// <summary>Gets the mean time, in milliseconds, that the largest element waits before it is loaded, from which on preload is advised.</summary>
    public double LoadDelayMilliseconds { get; init; } = 500;

    /// <summary>Gets the least share of the whole LCP that such waiting must have, 0 to 1: a tenth of it is what a good page has.</summary>
    /// <remarks>Source: web.dev/articles/optimize-lcp, optimal sub-part times.</remarks>
    public double LoadDelayShare { get; init; } = 0.25;

    /// <summary>Gets the share of static resources out of the cache, 0 to 1, below which a longer cache time is advised.</summary>
    public double CachedShare { get; init; } = 0.3;

    /// <summary>Gets the bytes per visit of static resources of one host from which on a longer cache time is advised.</summary>
    public double StaticBytes { get; init; } = 100_000;
}
