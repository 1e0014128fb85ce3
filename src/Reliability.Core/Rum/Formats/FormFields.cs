using System.Globalization;
using System.Text.Unicode;

namespace Reliability.Core.Rum.Formats;

/// <summary>Goes through <c>name=value&amp;…</c> as forms and query strings have it.</summary>
internal ref struct FormFields(ReadOnlySpan<byte> form)
{
    private ReadOnlySpan<byte> _rest = form;

    /// <summary>Gets the name of the field; no name that is looked for needs escapes.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Gets the value of the field, percent-encoded.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Tells whether there is a field that only boomerang sends.</summary>
    public static bool IsBoomerang(ReadOnlySpan<byte> form)
    {
        for (var fields = new FormFields(form); fields.Next();)
        {
            var name = fields.Name;
            if (name.StartsWith("rt."u8) || name.StartsWith("nt_"u8) || name.StartsWith("pt."u8) || name.SequenceEqual("t_done"u8) || name.SequenceEqual("pid"u8)) return true;
        }

        return false;
    }

    /// <summary>Moves to the next field.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        var end = _rest.IndexOf((byte)'&');
        var field = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        var equals = field.IndexOf((byte)'=');
        Name = equals < 0 ? field : field[..equals];
        Value = equals < 0 ? default : field[(equals + 1)..];
        return true;
    }

    /// <summary>Decodes a value.</summary>
    /// <param name="value">Percent-encoded; <c>+</c> is a space, and a percent sign that encodes nothing stays.</param>
    /// <param name="destination">As long as the value, or longer.</param>
    /// <returns>The part of the destination that was filled; empty when it is not valid UTF-8.</returns>
    public static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var b = value[i];
            if (b == '%' && i + 2 < value.Length && byte.TryParse(value.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var coded)) (b, i) = (coded, i + 2);
            else if (b == '+') b = (byte)' ';
            destination[length++] = b;
        }

        return Utf8.IsValid(destination[..length]) ? destination[..length] : default;
    }
}
