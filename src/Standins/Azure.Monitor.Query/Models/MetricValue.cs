using System.Text.Json;

namespace Azure.Monitor.Query.Models;

/// <summary>A point of a metric. Aggregations that were not asked for are null, and so are all when nothing was measured.</summary>
public class MetricValue
{
    internal MetricValue(JsonElement point)
    {
        TimeStamp = point.GetProperty("timeStamp").GetDateTimeOffset();
        (Average, Count, Maximum) = (Read(point, "average"), Read(point, "count"), Read(point, "maximum"));
        (Minimum, Total) = (Read(point, "minimum"), Read(point, "total"));
    }

    /// <summary>Gets the mean of the values.</summary>
    public double? Average { get; }

    /// <summary>Gets the number of values.</summary>
    public double? Count { get; }

    /// <summary>Gets the greatest value.</summary>
    public double? Maximum { get; }

    /// <summary>Gets the least value.</summary>
    public double? Minimum { get; }

    /// <summary>Gets when the point starts.</summary>
    public DateTimeOffset TimeStamp { get; }

    /// <summary>Gets the sum of the values.</summary>
    public double? Total { get; }

    /// <summary>Returns the time and the values, for people.</summary>
    /// <returns>Those that are not null, by name.</returns>
    public override string ToString() => $"TimeStamp: {TimeStamp} {Named(nameof(Average), Average)}{Named(nameof(Minimum), Minimum)}"
        + $"{Named(nameof(Maximum), Maximum)}{Named(nameof(Total), Total)}{Named(nameof(Count), Count)}";

    private static string Named(string name, double? value) => value is null ? "" : $"{name}: {value} ";

    private static double? Read(JsonElement point, string name) =>
        point.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetDouble() : null;
}
