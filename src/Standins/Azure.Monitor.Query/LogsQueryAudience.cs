namespace Azure.Monitor.Query;

/// <summary>The Microsoft Entra audience that tokens are asked for: a cloud.</summary>
public readonly struct LogsQueryAudience : IEquatable<LogsQueryAudience>
{
    private readonly string? _value;

    /// <summary>Names an audience.</summary>
    /// <param name="value">The resource URI, without <c>/.default</c>.</param>
    public LogsQueryAudience(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>Gets the audience of Azure China.</summary>
    public static LogsQueryAudience AzureChina { get; } = new("https://api.loganalytics.azure.cn");

    /// <summary>Gets the audience of Azure Government.</summary>
    public static LogsQueryAudience AzureGovernment { get; } = new("https://api.loganalytics.us");

    /// <summary>Gets the audience of the public cloud.</summary>
    public static LogsQueryAudience AzurePublicCloud { get; } = new("https://api.loganalytics.io");

    /// <summary>Names an audience.</summary>
    /// <param name="value">The resource URI, without <c>/.default</c>.</param>
    public static implicit operator LogsQueryAudience(string value) => new(value);

    /// <summary>Tells whether two audiences are the same.</summary>
    /// <param name="left">One audience.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal, ignoring case.</returns>
    public static bool operator ==(LogsQueryAudience left, LogsQueryAudience right) => left.Equals(right);

    /// <summary>Tells whether two audiences differ.</summary>
    /// <param name="left">One audience.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ in more than case.</returns>
    public static bool operator !=(LogsQueryAudience left, LogsQueryAudience right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(LogsQueryAudience other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LogsQueryAudience other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    /// <summary>Returns the resource URI.</summary>
    /// <returns>The resource URI; null for the default value.</returns>
    public override string? ToString() => _value;
}
