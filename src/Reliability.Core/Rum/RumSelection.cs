namespace Reliability.Core.Rum;

/// <summary>Which samples of a site are counted.</summary>
/// <param name="Site">The name of the site.</param>
/// <param name="Metric">The metric of the samples.</param>
public sealed record RumSelection(string Site, VitalMetric Metric)
{
    /// <summary>Gets the names of the ratings in configuration files.</summary>
    public static IReadOnlyDictionary<string, VitalRating> Ratings { get; } = new Dictionary<string, VitalRating>
    {
        ["good"] = VitalRating.Good,
        ["needs-improvement"] = VitalRating.NeedsImprovement,
        ["poor"] = VitalRating.Poor,
    };

    /// <summary>Gets the only rating that is counted; null for all.</summary>
    public VitalRating? Rating { get; init; }

    /// <summary>Gets the only page that is counted; null for all.</summary>
    public string? Page { get; init; }

    /// <summary>Gets the only device kind that is counted; null for all.</summary>
    public DeviceKind? Device { get; init; }

    /// <summary>Gets the only connection kind that is counted; null for all.</summary>
    public ConnectionKind? Connection { get; init; }

    /// <summary>Gets the only release that is counted; null for all.</summary>
    public string? Release { get; init; }

    /// <summary>Reads the spec of a metric source of type <c>rum</c>, which was checked when its file was read.</summary>
    /// <param name="spec">The keys <c>site</c>, <c>metric</c> and optionally <c>rating</c>, <c>page</c>, <c>device</c>, <c>connection</c>, <c>release</c>.</param>
    /// <exception cref="ArgumentException">A required key is missing, or a metric or rating is not known.</exception>
    public static RumSelection FromSpec(IReadOnlyDictionary<string, string> spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.GetValueOrDefault("site") is not { } site || !Enum.TryParse<VitalMetric>(spec.GetValueOrDefault("metric"), out var metric))
            throw new ArgumentException("A site and a known metric are required.", nameof(spec));
        VitalRating? rating = null;
        if (spec.TryGetValue("rating", out var name))
            rating = Ratings.TryGetValue(name, out var known) ? known : throw new ArgumentException($"Unknown rating '{name}'.", nameof(spec));
        return new RumSelection(site, metric)
        {
            Rating = rating,
            Page = spec.GetValueOrDefault("page"),
            Device = spec.TryGetValue("device", out var device) ? DimensionNames.ParseDevice(device) : null,
            Connection = spec.TryGetValue("connection", out var connection) ? DimensionNames.ParseConnection(connection) : null,
            Release = spec.GetValueOrDefault("release"),
        };
    }

    /// <summary>Tells whether samples of these dimensions are counted.</summary>
    /// <param name="dimensions">Where they were measured.</param>
    public bool Matches(VitalDimensions dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return (Page is null || Page == dimensions.Page)
            && (Device is null || Device == dimensions.Device)
            && (Connection is null || Connection == dimensions.Connection)
            && (Release is null || Release == dimensions.Release);
    }

    /// <summary>Picks from the counts of samples that match.</summary>
    /// <param name="counts">How many samples got each rating.</param>
    /// <returns>Those of <see cref="Rating"/>, or all.</returns>
    public long Count(VitalRatingCounts counts) => Rating switch
    {
        VitalRating.Good => counts.Good,
        VitalRating.NeedsImprovement => counts.NeedsImprovement,
        VitalRating.Poor => counts.Poor,
        _ => counts.Good + counts.NeedsImprovement + counts.Poor,
    };
}

/// <summary>How many samples got each rating.</summary>
/// <param name="Good">0 or more.</param>
/// <param name="NeedsImprovement">0 or more.</param>
/// <param name="Poor">0 or more.</param>
public readonly record struct VitalRatingCounts(long Good, long NeedsImprovement, long Poor);
