namespace Reliability.Core.Rum;

/// <summary>A web site or app whose users are measured.</summary>
public sealed record RumSite
{
    /// <summary>Gets the name in URLs: an RFC 1123 label, unique among sites.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the keys that beacons may carry; at least one, several while one is being replaced.</summary>
    /// <value>Public: every page that measures shows its key. They tell sites apart, they keep nobody out.</value>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Gets where beacons may come from; at least one.</summary>
    public required IReadOnlyList<OriginPattern> Origins { get; init; }

    /// <summary>Gets the service in <c>services.yaml</c> that the site belongs to; the site's own name by default.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the tokens that beacons must carry; null, the default, when they need none.</summary>
    public RumSessionTokens? SessionTokens { get; init; }

    /// <summary>Gets the share of visits that are kept; the server decides which.</summary>
    /// <value>0, or 0.0001 to 1; default 1.</value>
    public decimal Sampling { get; init; } = 1m;

    /// <summary>Gets the query parameters that stay in recorded page addresses; all others are cut off. Default none.</summary>
    public IReadOnlyList<string> QueryAllowList { get; init; } = [];

    /// <summary>Gets the performance budgets; by default <see cref="RumBudget.Defaults"/>.</summary>
    public IReadOnlyList<RumBudget> Budgets { get; init; } = RumBudget.Defaults;

    /// <summary>Gets the funnels; default none.</summary>
    public IReadOnlyList<RumFunnel> Funnels { get; init; } = [];

    /// <summary>Tells whether a key is one of this site's.</summary>
    /// <param name="key">The key of a beacon; null when it has none.</param>
    public bool AcceptsKey(string? key) => key is not null && Keys.Contains(key, StringComparer.Ordinal);

    /// <summary>Tells whether beacons may come from an origin.</summary>
    /// <param name="origin">The <c>Origin</c> header; null when absent, which only <c>*</c> allows.</param>
    public bool AllowsOrigin(string? origin) => Origins.Any(pattern => pattern.Matches(origin));
}

/// <summary>Ordered steps that lead to something of value.</summary>
/// <param name="Name">An RFC 1123 label, unique in its site.</param>
/// <param name="Steps">Names of the events that make the steps, in order; at least two.</param>
public sealed record RumFunnel(string Name, IReadOnlyList<string> Steps);
