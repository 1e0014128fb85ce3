namespace Azure.Data.Tables;

/// <summary>The Microsoft Entra audience that tokens are asked for.</summary>
public readonly struct TableAudience : IEquatable<TableAudience>
{
    private readonly string? _value;

    /// <summary>Names an audience.</summary>
    /// <param name="value">The resource URI, without <c>/.default</c>.</param>
    public TableAudience(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>Gets the audience of the public cloud.</summary>
    public static TableAudience AzurePublicCloud { get; } = new("https://storage.azure.com");

    /// <summary>Gets the audience of Azure China.</summary>
    public static TableAudience AzureChina { get; } = new("https://storage.azure.cn");

    /// <summary>Gets the audience of Azure Government.</summary>
    public static TableAudience AzureGovernment { get; } = new("https://storage.azure.us");

    /// <summary>Gets the OAuth scope of the audience.</summary>
    internal string Scope => ToString().TrimEnd('/') + "/.default";

    /// <summary>Names an audience.</summary>
    /// <param name="value">The resource URI, without <c>/.default</c>.</param>
    public static implicit operator TableAudience(string value) => new(value);

    /// <summary>Tells whether two audiences are the same.</summary>
    /// <param name="left">One audience.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal, ignoring case.</returns>
    public static bool operator ==(TableAudience left, TableAudience right) => left.Equals(right);

    /// <summary>Tells whether two audiences differ.</summary>
    /// <param name="left">One audience.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ in more than case.</returns>
    public static bool operator !=(TableAudience left, TableAudience right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TableAudience other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TableAudience other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    /// <summary>Returns the resource URI.</summary>
    /// <returns>The resource URI; that of the public cloud for the default value.</returns>
    public override string ToString() => _value ?? "https://storage.azure.com";
}
