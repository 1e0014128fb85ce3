namespace Azure.Monitor.Query.Models;

/// <summary>How the values within a point are put together.</summary>
public enum MetricAggregationType
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Their mean.</summary>
    Average = 1,

    /// <summary>How many there are.</summary>
    Count = 2,

    /// <summary>The least.</summary>
    Minimum = 3,

    /// <summary>The greatest.</summary>
    Maximum = 4,

    /// <summary>Their sum.</summary>
    Total = 5,
}
