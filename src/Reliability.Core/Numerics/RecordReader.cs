using System.Buffers.Binary;
using System.Text;

namespace Reliability.Core.Numerics;

/// <summary>Reads fields of journal records; after the first that is not there, <see cref="Failed"/> is set and all are empty.</summary>
/// <param name="bytes">What a <see cref="RecordWriter"/> wrote.</param>
public ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Gets whether a field was not there.</summary>
    public bool Failed { get; private set; }

    /// <summary>Gets whether every byte was read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Gets the number of bytes not read yet.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>Reads one byte.</summary>
    public byte Byte() => Take(1) is [var value] ? value : default;

    /// <summary>Reads a number that is not negative.</summary>
    public long Count()
    {
        var reader = new VarintReader(_rest);
        Failed |= !reader.TryRead(out var value);
        _rest = Failed ? default : _rest[Varint.Length(value)..];
        return Failed ? 0 : value;
    }

    /// <summary>Reads 64 bits.</summary>
    public ulong Bits() => Take(8) is { Length: 8 } span ? BinaryPrimitives.ReadUInt64LittleEndian(span) : 0;

    /// <summary>Reads a floating-point number, which may be none that is finite.</summary>
    public double Number() => BitConverter.UInt64BitsToDouble(Bits());

    /// <summary>Reads a text.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    private ReadOnlySpan<byte> Take(long length)
    {
        Failed |= length > _rest.Length;
        var taken = Failed ? default : _rest[..(int)length];
        _rest = Failed ? default : _rest[(int)length..];
        return taken;
    }
}
