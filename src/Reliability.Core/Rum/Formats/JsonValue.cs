using System.Globalization;

namespace Reliability.Core.Rum.Formats;

/// <summary>One value of a JSON text that was found to be well-formed before.</summary>
/// <remarks>Every question reads its bytes again, so ask each object once, by going through its members.</remarks>
/// <param name="json">The bytes of the value; empty for a value that is not there.</param>
internal readonly ref struct JsonValue(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>Gets whether there is a value other than null.</summary>
    public bool IsPresent => !_json.IsEmpty && _json[0] != 'n';

    /// <summary>Gets whether it is an object.</summary>
    public bool IsObject => First == '{';

    /// <summary>Gets whether it is an array.</summary>
    public bool IsArray => First == '[';

    /// <summary>Gets whether it is <c>true</c>.</summary>
    public bool IsTrue => First == 't';

    /// <summary>Gets whether it is a string.</summary>
    public bool IsText => First == '"';

    /// <summary>Gets whether it is a number.</summary>
    public bool IsNumber => First is (byte)'-' or (>= (byte)'0' and <= (byte)'9');

    /// <summary>Gets the members of an object; none of anything else.</summary>
    public JsonMembers Members => new(IsObject ? _json : default);

    /// <summary>Gets the elements of an array; none of anything else.</summary>
    public JsonElements Elements => new(IsArray ? _json : default);

    /// <summary>Gets the text of a string; empty for anything else.</summary>
    public JsonText Text => IsText && new JsonScanner(_json).ReadString(out var text) ? text : default;

    private byte First => _json.IsEmpty ? (byte)0 : _json[0];

    /// <summary>Reads a number.</summary>
    /// <param name="number">Infinite when it is too large for a double.</param>
    /// <returns><see langword="false"/> for anything else.</returns>
    public bool TryNumber(out double number)
    {
        number = 0;
        return IsNumber && new JsonScanner(_json).ReadNumber(out number);
    }

    /// <summary>Reads a number, or a string of one as some formats have it.</summary>
    public bool TryNumberOrText(out double number) => IsText
        ? double.TryParse(Text.Unescaped(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number)
        : TryNumber(out number);
}

/// <summary>Goes through the members of an object.</summary>
internal ref struct JsonMembers
{
    private JsonScanner _json;
    private bool _first;
    private JsonText _name;

    /// <summary>Starts before the first member.</summary>
    /// <param name="json">An object; empty for no members.</param>
    public JsonMembers(ReadOnlySpan<byte> json)
    {
        _json = new JsonScanner(json);
        _first = true;
        if (!json.IsEmpty) _json.Enter((byte)'{');
    }

    /// <summary>Gets the name of the member, without escapes.</summary>
    public readonly ReadOnlySpan<byte> Name => _name.Unescaped();

    /// <summary>Moves to the next member.</summary>
    public bool Next(out JsonValue value)
    {
        value = default;
        return _json.NextProperty(ref _first, out _name) && _json.ReadValue(out value);
    }
}

/// <summary>Goes through the elements of an array.</summary>
internal ref struct JsonElements
{
    private JsonScanner _json;
    private bool _first;

    /// <summary>Starts before the first element.</summary>
    /// <param name="json">An array; empty for no elements.</param>
    public JsonElements(ReadOnlySpan<byte> json)
    {
        _json = new JsonScanner(json);
        _first = true;
        if (!json.IsEmpty) _json.Enter((byte)'[');
    }

    /// <summary>Moves to the next element.</summary>
    public bool Next(out JsonValue value)
    {
        value = default;
        return _json.NextElement(ref _first) && _json.ReadValue(out value);
    }
}
