using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reliability.Core.Rum.Formats;

internal ref partial struct JsonScanner
{
    /// <summary>Moves over a property's name and colon if exactly the bytes expected are next.</summary>
    /// <remarks>
    /// Call it only where the expected text was found before: after an object's opening, or after a property. One masked
    /// comparison replaces the search for the end of the name, and the place of the value does not depend on the bytes read.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(in ExpectedText expected)
    {
        if (_position > _json.Length - Vector256<byte>.Count) return false;
        var block = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(_json), (nuint)_position);
        if ((block & expected.Mask) != expected.Text) return false;
        _position += expected.Length;
        return expected.Length > 0;
    }

    /// <summary>Remembers what was passed over since a <see cref="Position"/>, to expect it again; nothing when it is long.</summary>
    public readonly ExpectedText Since(int position)
    {
        var text = _json[position.._position];
        return text.Length <= Vector256<byte>.Count ? new ExpectedText(text) : default;
    }
}

/// <summary>Bytes to compare with the next ones of the input.</summary>
internal readonly struct ExpectedText
{
    /// <summary>Remembers at most 32 bytes.</summary>
    public ExpectedText(ReadOnlySpan<byte> text)
    {
        Span<byte> bytes = stackalloc byte[Vector256<byte>.Count];
        Span<byte> mask = stackalloc byte[Vector256<byte>.Count];
        bytes.Clear();
        mask.Clear();
        text.CopyTo(bytes);
        mask[..text.Length].Fill(0xFF);
        (Text, Mask, Length) = (Vector256.Create<byte>(bytes), Vector256.Create<byte>(mask), text.Length);
    }

    /// <summary>Gets the bytes, followed by zeros.</summary>
    public Vector256<byte> Text { get; }

    /// <summary>Gets ones where <see cref="Text"/> has bytes.</summary>
    public Vector256<byte> Mask { get; }

    /// <summary>Gets the number of bytes; 0 for none to expect.</summary>
    public int Length { get; }
}
