using System.Buffers.Binary;
using System.Text;

namespace Reliability.Core.Numerics;

/// <summary>Appends fields of journal records to a buffer that is used again and again. Not thread-safe.</summary>
public sealed class RecordWriter
{
    private byte[] _buffer = new byte[512];
    private int _length;

    /// <summary>Gets what was written since the last <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _length = 0;

    /// <summary>Appends one byte.</summary>
    public void Byte(byte value) => Reserve(1)[0] = value;

    /// <summary>Appends a number that is not negative, in 1 to 9 bytes.</summary>
    public void Count(long value)
    {
        var span = Reserve(Varint.MaxLength);
        _length += Varint.Write(span, value) - Varint.MaxLength;
    }

    /// <summary>Appends 64 bits.</summary>
    public void Bits(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    /// <summary>Appends bytes as they are, without their number.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Appends a floating-point number, to the bit.</summary>
    public void Number(double value) => Bits(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Appends a text with its length.</summary>
    public void Text(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var length = Encoding.UTF8.GetByteCount(value);
        Count(length);
        Encoding.UTF8.GetBytes(value, Reserve(length));
    }

    private Span<byte> Reserve(int length)
    {
        if (_buffer.Length - _length < length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + length));
        _length += length;
        return _buffer.AsSpan(_length - length, length);
    }
}
