namespace Azure.Monitor.Query.Models;

/// <summary>The type of a column. A name that the service adds later is a value too.</summary>
public readonly struct LogsColumnType : IEquatable<LogsColumnType>
{
    private readonly string? _value;

    /// <summary>Names one.</summary>
    /// <param name="value">The name, as the service writes it.</param>
    public LogsColumnType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Gets <c>bool</c>.</summary>
    public static LogsColumnType Bool { get; } = new("bool");

    /// <summary>Gets <c>datetime</c>: an instant.</summary>
    public static LogsColumnType Datetime { get; } = new("datetime");

    /// <summary>Gets <c>decimal</c>: 34 digits, written as text.</summary>
    public static LogsColumnType Decimal { get; } = new("decimal");

    /// <summary>Gets <c>dynamic</c>: JSON, written as text.</summary>
    public static LogsColumnType Dynamic { get; } = new("dynamic");

    /// <summary>Gets <c>guid</c>.</summary>
    public static LogsColumnType Guid { get; } = new("guid");

    /// <summary>Gets <c>int</c>: 32 bits.</summary>
    public static LogsColumnType Int { get; } = new("int");

    /// <summary>Gets <c>long</c>: 64 bits.</summary>
    public static LogsColumnType Long { get; } = new("long");

    /// <summary>Gets <c>real</c>: a double, which may be NaN or infinite.</summary>
    public static LogsColumnType Real { get; } = new("real");

    /// <summary>Gets <c>string</c>: never null, but empty.</summary>
    public static LogsColumnType String { get; } = new("string");

    /// <summary>Gets <c>timespan</c>: a duration.</summary>
    public static LogsColumnType Timespan { get; } = new("timespan");

    /// <summary>Names one.</summary>
    /// <param name="value">The name, as the service writes it.</param>
    public static implicit operator LogsColumnType(string value) => new(value);

    /// <summary>Tells whether two are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal, ignoring case.</returns>
    public static bool operator ==(LogsColumnType left, LogsColumnType right) => left.Equals(right);

    /// <summary>Tells whether two differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ in more than case.</returns>
    public static bool operator !=(LogsColumnType left, LogsColumnType right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(LogsColumnType other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LogsColumnType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    /// <summary>Returns the name.</summary>
    /// <returns>The name, as the service writes it; null for the default value.</returns>
    public override string? ToString() => _value;
}
