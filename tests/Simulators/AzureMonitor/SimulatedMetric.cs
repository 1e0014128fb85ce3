using System.Globalization;
using System.Text.Json.Nodes;

namespace Reliability.Simulators.AzureMonitor;

/// <summary>A time series that resources send, minute by minute.</summary>
/// <param name="ResourceId">The resource.</param>
/// <param name="Name">The name of the metric.</param>
/// <param name="Values">What was measured in the minute that starts then; null for nothing.</param>
public sealed record SimulatedMetric(string ResourceId, string Name, Func<DateTimeOffset, double?> Values)
{
    /// <summary>Gets the unit.</summary>
    public string Unit { get; init; } = "Count";

    /// <summary>Gets the namespace; null means that of the resource.</summary>
    public string? Namespace { get; init; }

    /// <summary>Gets the dimensions, by name.</summary>
    public IReadOnlyDictionary<string, string> Dimensions { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets how the service ends reading it.</summary>
    public string ErrorCode { get; init; } = "Success";

    /// <summary>Makes a point of several series at once.</summary>
    internal static JsonObject PointOf(IEnumerable<SimulatedMetric> series, DateTimeOffset start, TimeSpan length, IReadOnlyCollection<string> aggregations)
    {
        var point = new JsonObject { ["timeStamp"] = start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) };
        var values = series.SelectMany(one => Minutes(start, length).Select(one.Values)).OfType<double>().ToArray();
        foreach (var aggregation in values.Length == 0 ? [] : aggregations)
            point[aggregation] = NodeOf(Aggregate(values, aggregation));
        return point;
    }

    private static IEnumerable<DateTimeOffset> Minutes(DateTimeOffset start, TimeSpan length)
    {
        for (var minute = start; minute < start + length; minute += TimeSpan.FromMinutes(1))
            yield return minute;
    }

    private static double Aggregate(double[] values, string aggregation) => aggregation switch
    {
        "average" => values.Average(),
        "minimum" => values.Min(),
        "maximum" => values.Max(),
        "count" => values.Length,
        _ => values.Sum(),
    };

    private static JsonValue NodeOf(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));
}
