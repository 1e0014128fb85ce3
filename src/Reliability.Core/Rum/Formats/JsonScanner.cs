using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads JSON (RFC 8259) forward only, straight off the bytes, without allocating.</summary>
/// <remarks>
/// <para>Accepts what <see cref="System.Text.Json.Utf8JsonReader"/> accepts, at about a third of its cost, because beacons
/// are mostly short names, short strings and fields to be passed over. The input must be valid UTF-8.</para>
/// <para>After the first error <see cref="Error"/> is set and every method returns <see langword="false"/>.</para>
/// </remarks>
internal ref partial struct JsonScanner(ReadOnlySpan<byte> json)
{
    /// <summary>Arrays and objects inside each other beyond this number are an error.</summary>
    public const int MaxDepth = 32;

    private readonly ReadOnlySpan<byte> _json = json;
    private int _position;
    private int _depth;

    /// <summary>Gets how many bytes were passed over.</summary>
    public readonly int Position => _position;

    /// <summary>Gets what is wrong and where, or <see langword="null"/>.</summary>
    public string? Error { get; private set; }

    /// <summary>Passes over white space and tells the first byte of what follows.</summary>
    /// <returns>0 at the end of the input or after an error; 1 for a NUL byte, which is no JSON either.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Peek() => (uint)_position < (uint)_json.Length && _json[_position] > ' ' ? _json[_position] : PeekPastSpace();

    /// <summary>Enters an object (<c>{</c>) or array (<c>[</c>).</summary>
    public bool Enter(byte opening)
    {
        if (Peek() != opening) return Fail("expected an object or an array");
        if (++_depth > MaxDepth) return Fail("nested too deeply");
        _position++;
        return true;
    }

    /// <summary>Moves to the next property of the object entered, and leaves the object after the last.</summary>
    /// <param name="first"><see langword="true"/> on the first call for this object; cleared.</param>
    /// <param name="name">The property's name.</param>
    public bool NextProperty(scoped ref bool first, out JsonText name)
    {
        name = default;
        if (!Next(ref first, (byte)'}') || !ReadString(out name)) return false;
        if (Peek() != ':') return Fail("expected ':'");
        _position++;
        return true;
    }

    /// <summary>Moves to the next element of the array entered, and leaves the array after the last.</summary>
    public bool NextElement(scoped ref bool first) => Next(ref first, (byte)']');

    /// <summary>Checks that nothing but white space follows.</summary>
    public bool AtEnd() => Error is null && (Peek() == 0 || Fail("unexpected text after the end"));

    /// <summary>Reads a string.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ReadString(out JsonText text)
    {
        var end = EndOfShortText(_position);
        if (end == 0) return ReadLongString(out text);
        text = new JsonText(_json[(_position + 1)..end], escaped: false);
        _position = end + 1;
        return true;
    }

    /// <summary>Passes over one value of any kind.</summary>
    public bool Skip()
    {
        var opening = Peek();
        return opening is (byte)'{' or (byte)'[' ? SkipNested() : SkipScalar(opening);
    }

    private bool SkipNested()
    {
        var outside = _depth;
        var objects = 0UL; // bit n: the n-th level entered is an object
        do
        {
            var opening = Peek();
            var first = true;
            if (opening is (byte)'{' or (byte)'[')
            {
                if (!Enter(opening)) return false;
                objects = (objects << 1) | (opening == '{' ? 1UL : 0);
            }
            else
            {
                if (!SkipScalar(opening)) return false;
                first = false;
            }

            while (_depth > outside && !((objects & 1) == 1 ? NextProperty(ref first, out _) : NextElement(ref first)))
            {
                if (Error is not null) return false;
                (objects, first) = (objects >> 1, false);
            }
        }
        while (_depth > outside);
        return true;
    }

    private bool ReadLongString(out JsonText text)
    {
        text = default;
        if (Peek() != '"') return Fail("expected a string");
        var start = _position + 1;
        var (at, escaped) = (start, false);
        while (true)
        {
            at = EndOfPlainText(at);
            if (at >= _json.Length) return FailAt(at, "the string does not end");
            if (_json[at] == '"') break;
            if (_json[at] != '\\') return FailAt(at, "control character in a string");
            if (!IsEscape(at, out var length)) return FailAt(at, "unknown escape in a string");
            (at, escaped) = (at + length, true);
        }

        text = new JsonText(_json[start..at], escaped);
        _position = at + 1;
        return true;
    }

    private byte PeekPastSpace()
    {
        for (; _position < _json.Length; _position++)
        {
            var b = _json[_position];
            if (b is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) return Math.Max((byte)1, b);
        }

        return 0;
    }

    private bool SkipScalar(byte first) => first switch
    {
        (byte)'"' => ReadString(out _),
        (byte)'t' => Literal("true"u8),
        (byte)'f' => Literal("false"u8),
        (byte)'n' => Literal("null"u8),
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => ScanNumber(out _),
        0 => Fail("unexpected end"),
        _ => Fail("expected a value"),
    };

    private bool Literal(ReadOnlySpan<byte> word)
    {
        if (!_json[_position..].StartsWith(word)) return Fail("expected a value");
        _position += word.Length;
        return true;
    }

    private bool Next(scoped ref bool first, byte closing)
    {
        var b = Peek();
        if (b == closing)
        {
            _position++;
            _depth--;
            return false;
        }

        if (first) first = false;
        else if (b == ',') _position++;
        else return Fail(b == 0 ? "unexpected end" : "expected ',' or the end of the object or array");
        return Error is null;
    }

    // Where a string that starts here ends, if it is short and plain; else 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int EndOfShortText(int at)
    {
        if (at >= _json.Length - Vector256<byte>.Count || _json[at] != '"') return 0;
        var stops = Stops(at + 1);
        if (stops == 0) return 0;
        var end = at + 1 + BitOperations.TrailingZeroCount(stops);
        return _json[end] == '"' ? end : 0;
    }

    // One bit for each of the next 32 bytes at which plain text stops.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint Stops(int at)
    {
        var block = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(_json), (nuint)at);
        return (Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'\\'))
            | Vector256.LessThan(block, Vector256.Create((byte)' '))).ExtractMostSignificantBits();
    }

    private readonly int EndOfPlainText(int at)
    {
        while (at <= _json.Length - Vector256<byte>.Count)
        {
            var stops = Stops(at);
            if (stops != 0) return at + BitOperations.TrailingZeroCount(stops);
            at += Vector256<byte>.Count;
        }

        while (at < _json.Length && _json[at] is not ((byte)'"' or (byte)'\\' or < (byte)' ')) at++;
        return at;
    }

    private readonly bool IsEscape(int at, out int length)
    {
        length = 2;
        if (at + 1 >= _json.Length) return false;
        if (_json[at + 1] != 'u') return "\"\\/bfnrt"u8.Contains(_json[at + 1]);
        length = 6;
        if (at + 6 > _json.Length) return false;
        foreach (var b in _json.Slice(at + 2, 4))
        {
            if (!char.IsAsciiHexDigit((char)b)) return false;
        }

        return true;
    }

    private bool FailAt(int position, string error)
    {
        _position = position;
        return Fail(error);
    }

    // Going to the end makes every later call find nothing more to read.
    private bool Fail(string error)
    {
        Error ??= $"{error} at byte {_position}";
        _position = _json.Length;
        return false;
    }
}
