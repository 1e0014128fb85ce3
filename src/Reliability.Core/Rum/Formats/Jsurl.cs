using System.Globalization;
using System.Text;

namespace Reliability.Core.Rum.Formats;

/// <summary>Turns JSURL into JSON.</summary>
/// <remarks>Source: https://github.com/Sage/jsurl version 0.1, which boomerang's compression plugin adapts.</remarks>
internal ref struct Jsurl
{
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<byte> _text;
    private readonly StringBuilder _json = new();
    private int _at;

    private Jsurl(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>Converts a text.</summary>
    /// <param name="text">Valid UTF-8; of any length.</param>
    /// <returns>JSON; null when the text is not JSURL, or nested more than 16 deep.</returns>
    public static byte[]? ToJson(ReadOnlySpan<byte> text)
    {
        var reader = new Jsurl(text);
        return reader.Value(0) && reader._at == text.Length ? Encoding.UTF8.GetBytes(reader._json.ToString()) : null;
    }

    private bool Value(int depth)
    {
        if (depth > MaxDepth || !Eat('~')) return false;
        if (Eat('(')) return Next == '~' ? Array(depth) : Object(depth);
        if (Eat('\'')) return Text();
        return Word();
    }

    private bool Array(int depth)
    {
        _json.Append('[');
        if (Next == '~' && _at + 1 < _text.Length && _text[_at + 1] == ')') _at++;
        for (var first = true; !Eat(')'); first = false)
        {
            if (!first) _json.Append(',');
            if (!Value(depth + 1)) return false;
        }

        _json.Append(']');
        return true;
    }

    private bool Object(int depth)
    {
        _json.Append('{');
        for (var first = true; !Eat(')'); first = false)
        {
            if (!first)
            {
                if (!Eat('~')) return false;
                _json.Append(',');
            }

            if (!Text()) return false;
            _json.Append(':');
            if (!Value(depth + 1)) return false;
        }

        _json.Append('}');
        return true;
    }

    // Up to the next '~' or ')': *XX and **XXXX are characters by their number, ! is $.
    private bool Text()
    {
        var start = _at;
        var decoded = new StringBuilder();
        for (; _at < _text.Length && _text[_at] is not ((byte)'~' or (byte)')'); _at++)
        {
            if (_text[_at] != '*') continue;
            decoded.Append(Encoding.UTF8.GetString(_text[start.._at]).Replace('!', '$'));
            var digits = Next2 == '*' ? 4 : 2;
            var number = _at + (digits == 4 ? 2 : 1);
            if (number + digits > _text.Length || !ushort.TryParse(_text.Slice(number, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return false;
            decoded.Append((char)code);
            _at = number + digits - 1;
            start = _at + 1;
        }

        decoded.Append(Encoding.UTF8.GetString(_text[start.._at]).Replace('!', '$'));
        Quote(decoded.ToString());
        return true;
    }

    private bool Word()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is not ((byte)'~' or (byte)')')) _at++;
        _json.Append(Encoding.UTF8.GetString(_text[start.._at])); // what is no word or number of JSON is found when that is read
        return _at > start;
    }

    private void Quote(string text)
    {
        _json.Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\') _json.Append('\\').Append(c);
            else if (c < ' ') _json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else _json.Append(c);
        }

        _json.Append('"');
    }

    private readonly byte Next => _at < _text.Length ? _text[_at] : (byte)0;

    private readonly byte Next2 => _at + 1 < _text.Length ? _text[_at + 1] : (byte)0;

    private bool Eat(char expected)
    {
        if (Next != expected) return false;
        _at++;
        return true;
    }
}
