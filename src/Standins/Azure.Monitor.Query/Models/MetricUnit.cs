namespace Azure.Monitor.Query.Models;

/// <summary>The unit of a metric. A name that the service adds later is a value too.</summary>
public readonly struct MetricUnit : IEquatable<MetricUnit>
{
    private readonly string? _value;

    /// <summary>Names one.</summary>
    /// <param name="value">The name, as the service writes it.</param>
    public MetricUnit(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Gets <c>BitsPerSecond</c>.</summary>
    public static MetricUnit BitsPerSecond { get; } = new("BitsPerSecond");

    /// <summary>Gets <c>Bytes</c>.</summary>
    public static MetricUnit Bytes { get; } = new("Bytes");

    /// <summary>Gets <c>ByteSeconds</c>.</summary>
    public static MetricUnit ByteSeconds { get; } = new("ByteSeconds");

    /// <summary>Gets <c>BytesPerSecond</c>.</summary>
    public static MetricUnit BytesPerSecond { get; } = new("BytesPerSecond");

    /// <summary>Gets <c>Cores</c>.</summary>
    public static MetricUnit Cores { get; } = new("Cores");

    /// <summary>Gets <c>Count</c>.</summary>
    public static MetricUnit Count { get; } = new("Count");

    /// <summary>Gets <c>CountPerSecond</c>.</summary>
    public static MetricUnit CountPerSecond { get; } = new("CountPerSecond");

    /// <summary>Gets <c>MilliCores</c>.</summary>
    public static MetricUnit MilliCores { get; } = new("MilliCores");

    /// <summary>Gets <c>MilliSeconds</c>.</summary>
    public static MetricUnit MilliSeconds { get; } = new("MilliSeconds");

    /// <summary>Gets <c>NanoCores</c>.</summary>
    public static MetricUnit NanoCores { get; } = new("NanoCores");

    /// <summary>Gets <c>Percent</c>: 0 to 100.</summary>
    public static MetricUnit Percent { get; } = new("Percent");

    /// <summary>Gets <c>Seconds</c>.</summary>
    public static MetricUnit Seconds { get; } = new("Seconds");

    /// <summary>Gets <c>Unspecified</c>.</summary>
    public static MetricUnit Unspecified { get; } = new("Unspecified");

    /// <summary>Names one.</summary>
    /// <param name="value">The name, as the service writes it.</param>
    public static implicit operator MetricUnit(string value) => new(value);

    /// <summary>Tells whether two are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal, ignoring case.</returns>
    public static bool operator ==(MetricUnit left, MetricUnit right) => left.Equals(right);

    /// <summary>Tells whether two differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ in more than case.</returns>
    public static bool operator !=(MetricUnit left, MetricUnit right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MetricUnit other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MetricUnit other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    /// <summary>Returns the name.</summary>
    /// <returns>The name, as the service writes it; null for the default value.</returns>
    public override string? ToString() => _value;
}
