namespace Reliability.Core.Rum;

/// <summary>Adds up cells to the groups of a query. Not thread-safe.</summary>
/// <remarks>Neither the order of the cells nor how they were added up before matters, to the bit.</remarks>
/// <param name="query">What is asked.</param>
public sealed class VitalGroups(VitalsQuery query)
{
    private readonly Dictionary<VitalDimensions, VitalCell?> _known = [];
    private readonly Dictionary<string, (IReadOnlyDictionary<string, string> Key, VitalCell Cell)> _groups = [];

    /// <summary>Gets what is asked.</summary>
    public VitalsQuery Query => query;

    /// <summary>Gets the groups that have samples, those with most first, ties by name.</summary>
    public IEnumerable<(IReadOnlyDictionary<string, string> Key, VitalCell Cell)> Groups => _groups
        .Where(pair => pair.Value.Cell.Count > 0)
        .OrderByDescending(pair => pair.Value.Cell.Count)
        .ThenBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => pair.Value);

    /// <summary>Gets the sum that samples of these dimensions are added to; null when they are not asked for.</summary>
    /// <param name="dimensions">At least those that the query needs.</param>
    public VitalCell? SumOf(VitalDimensions dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        if (!_known.TryGetValue(dimensions, out var sum)) _known.Add(dimensions, sum = query.Includes(dimensions) ? GroupOf(dimensions) : null);
        return sum;
    }

    private VitalCell GroupOf(VitalDimensions dimensions)
    {
        var key = query.KeyOf(dimensions);
        var name = string.Join('\n', key.Values);
        if (!_groups.TryGetValue(name, out var group)) _groups.Add(name, group = (key, new VitalCell()));
        return group.Cell;
    }
}
