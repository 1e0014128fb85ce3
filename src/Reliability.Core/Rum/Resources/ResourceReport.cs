namespace Reliability.Core.Rum;

/// <summary>What visitors' browsers loaded, in groups.</summary>
/// <param name="Key">What the group is known by: <c>page</c>, <c>type</c>, <c>host</c>, as asked for.</param>
/// <param name="Count">Number of resources.</param>
/// <param name="TransferBytes">Bytes over the network.</param>
/// <param name="MeanMilliseconds">Mean duration of one resource.</param>
/// <param name="CachedRatio">Share that came out of the cache, 0 to 1.</param>
/// <param name="ConnectMilliseconds">Mean time spent on finding and connecting to the host, per resource.</param>
public sealed record ResourceGroup(
    IReadOnlyDictionary<string, string> Key, long Count, long TransferBytes, double MeanMilliseconds, double CachedRatio, double ConnectMilliseconds)
{
    /// <summary>The names that a list may be grouped by.</summary>
    public static readonly IReadOnlyList<string> Groupings = ["page", "type", "host"];

    /// <summary>Groups resources, those with most bytes first.</summary>
    /// <param name="evidence">What was loaded.</param>
    /// <param name="isMeant">Which resources are asked for.</param>
    /// <param name="groupBy">Some of <see cref="Groupings"/>.</param>
    public static IReadOnlyList<ResourceGroup> Of(LoadEvidence evidence, Func<ResourceKey, bool> isMeant, IReadOnlyList<string> groupBy)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return [.. evidence.Resources.Where(pair => isMeant(pair.Key))
            .GroupBy(pair => string.Join('\n', groupBy.Select(name => ValueOf(pair.Key, name))))
            .Select(group => Of(groupBy.ToDictionary(name => name, name => ValueOf(group.First().Key, name)), group.Aggregate(default(ResourceUse), (sum, pair) => sum + pair.Value)))
            .OrderByDescending(group => group.TransferBytes)
            .ThenByDescending(group => group.Count)
            .ThenBy(group => string.Join('\n', group.Key.Values), StringComparer.Ordinal)];
    }

    private static ResourceGroup Of(IReadOnlyDictionary<string, string> key, ResourceUse use)
    {
        var count = Math.Max(1, use.Count);
        return new ResourceGroup(
            key, use.Count, use.TransferBytes, Math.Round(use.Microseconds / 1_000.0 / count, 1), Math.Round((double)use.Cached / count, 4),
            Math.Round(use.ConnectMicroseconds / 1_000.0 / count, 1));
    }

    private static string ValueOf(ResourceKey key, string name) => name switch
    {
        "page" => key.Page,
        "type" => key.Type.Name(),
        "host" => key.Host,
        _ => throw new ArgumentException($"'{name}' is not one of {string.Join(", ", Groupings)}.", nameof(name)),
    };
}
