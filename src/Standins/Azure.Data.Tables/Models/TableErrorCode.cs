namespace Azure.Data.Tables.Models;

/// <summary>An error code of the service, comparable with <see cref="RequestFailedException.ErrorCode"/>.</summary>
public readonly partial struct TableErrorCode : IEquatable<TableErrorCode>
{
    private readonly string? _value;

    /// <summary>Names a code.</summary>
    /// <param name="value">The code, as the service spells it.</param>
    public TableErrorCode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Names a code.</summary>
    /// <param name="value">The code, as the service spells it.</param>
    public static implicit operator TableErrorCode(string value) => new(value);

    /// <summary>Tells whether two codes are the same.</summary>
    /// <param name="left">One code.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal, ignoring case.</returns>
    public static bool operator ==(TableErrorCode left, TableErrorCode right) => left.Equals(right);

    /// <summary>Tells whether two codes differ.</summary>
    /// <param name="left">One code.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ in more than case.</returns>
    public static bool operator !=(TableErrorCode left, TableErrorCode right) => !left.Equals(right);

    /// <summary>Tells whether a code is the given one.</summary>
    /// <param name="code">The code.</param>
    /// <param name="value">The code of a failure; may be null.</param>
    /// <returns>Whether they are equal, ignoring case.</returns>
    public static bool operator ==(TableErrorCode code, string? value) => code.EqualsText(value);

    /// <summary>Tells whether a code is another than the given one.</summary>
    /// <param name="code">The code.</param>
    /// <param name="value">The code of a failure; may be null.</param>
    /// <returns>Whether they differ in more than case.</returns>
    public static bool operator !=(TableErrorCode code, string? value) => !code.EqualsText(value);

    /// <summary>Tells whether a code is the given one.</summary>
    /// <param name="value">The code of a failure; may be null.</param>
    /// <param name="code">The code.</param>
    /// <returns>Whether they are equal, ignoring case.</returns>
    public static bool operator ==(string? value, TableErrorCode code) => code.EqualsText(value);

    /// <summary>Tells whether a code is another than the given one.</summary>
    /// <param name="value">The code of a failure; may be null.</param>
    /// <param name="code">The code.</param>
    /// <returns>Whether they differ in more than case.</returns>
    public static bool operator !=(string? value, TableErrorCode code) => !code.EqualsText(value);

    /// <inheritdoc/>
    public bool Equals(TableErrorCode other) => EqualsText(other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TableErrorCode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    /// <summary>Returns the code.</summary>
    /// <returns>The code, as the service spells it.</returns>
    public override string ToString() => _value ?? "";

    private bool EqualsText(string? value) => string.Equals(_value, value, StringComparison.OrdinalIgnoreCase);
}
