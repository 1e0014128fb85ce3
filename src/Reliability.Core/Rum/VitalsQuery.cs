namespace Reliability.Core.Rum;

/// <summary>Whether samples of visitors that are programs are counted.</summary>
public enum BotFilter
{
    /// <summary>Like everybody's.</summary>
    Include = 0,

    /// <summary>Not at all.</summary>
    Exclude = 1,

    /// <summary>Only theirs.</summary>
    Only = 2,
}

/// <summary>What is asked about a metric of a site.</summary>
/// <param name="Metric">Which vital.</param>
/// <param name="From">Start, UTC, on the hour.</param>
/// <param name="To">End, UTC, on the hour; not included.</param>
public sealed record VitalsQuery(VitalMetric Metric, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The names that <see cref="GroupBy"/> may hold.</summary>
    public static readonly IReadOnlyList<string> Groupings = ["page", "device", "connection", "release", "navigation", "bot"];

    /// <summary>Gets the only page asked for; null for all.</summary>
    public string? Page { get; init; }

    /// <summary>Gets the only device asked for; null for all.</summary>
    public string? Device { get; init; }

    /// <summary>Gets the only connection asked for; null for all.</summary>
    public string? Connection { get; init; }

    /// <summary>Gets the only release asked for; null for all.</summary>
    public string? Release { get; init; }

    /// <summary>Gets the only kind of navigation asked for; null for all.</summary>
    public string? Navigation { get; init; }

    /// <summary>Gets whether visitors that are programs are asked for.</summary>
    public BotFilter Bots { get; init; }

    /// <summary>Gets whether changes of address within one document are left out.</summary>
    public bool LeavesOutSoftNavigations { get; init; }

    /// <summary>Gets the dimensions that each have groups of their own; empty for one group in all.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Gets the dimensions that filters and groups look at.</summary>
    public DimensionKinds Needed =>
        (Page is null ? 0 : DimensionKinds.Page)
        | (Device is null ? 0 : DimensionKinds.Device)
        | (Connection is null ? 0 : DimensionKinds.Connection)
        | (Release is null ? 0 : DimensionKinds.Release)
        | (Navigation is null && !LeavesOutSoftNavigations ? 0 : DimensionKinds.Navigation)
        | (Bots == BotFilter.Include ? 0 : DimensionKinds.Bot)
        | GroupBy.Aggregate(DimensionKinds.None, (kinds, name) => kinds | Enum.Parse<DimensionKinds>(name, ignoreCase: true));

    /// <summary>Tells whether samples with these dimensions are asked for.</summary>
    public bool Includes(VitalDimensions dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return (Page is null || Page == dimensions.Page)
            && (Device is null || Device == dimensions.Device.Name())
            && (Connection is null || Connection == dimensions.Connection.Name())
            && (Release is null || Release == dimensions.Release)
            && (Navigation is null || Navigation == dimensions.Navigation.Name())
            && !(LeavesOutSoftNavigations && dimensions.Navigation == NavigationKind.SoftNavigation)
            && (Bots == BotFilter.Include || Bots == BotFilter.Only == dimensions.IsBot);
    }

    /// <summary>Gets what a group of samples is known by: the dimensions of <see cref="GroupBy"/> with their values.</summary>
    public IReadOnlyDictionary<string, string> KeyOf(VitalDimensions dimensions) => GroupBy.ToDictionary(name => name, name => ValueOf(dimensions, name));

    /// <summary>Gets the value that every sample of a group has in one dimension; null when they may differ.</summary>
    /// <param name="dimension">One of <see cref="Groupings"/>.</param>
    /// <param name="key">The group's key.</param>
    public string? Fixed(string dimension, IReadOnlyDictionary<string, string> key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.TryGetValue(dimension, out var value) ? value : dimension switch
        {
            "page" => Page,
            "device" => Device,
            "connection" => Connection,
            "release" => Release,
            _ => throw new ArgumentException($"No budget is kept by '{dimension}'.", nameof(dimension)),
        };
    }

    private static string ValueOf(VitalDimensions dimensions, string name) => name switch
    {
        "page" => dimensions.Page,
        "device" => dimensions.Device.Name(),
        "connection" => dimensions.Connection.Name(),
        "release" => dimensions.Release,
        "navigation" => dimensions.Navigation.Name(),
        "bot" => dimensions.IsBot ? "true" : "false",
        _ => throw new ArgumentException($"'{name}' is not one of {string.Join(", ", Groupings)}.", nameof(name)),
    };
}
