namespace Reliability.Core.Rum.Counting;

/// <summary>A set of small numbers, one bit each. Not thread-safe.</summary>
internal sealed class BitSet
{
    private byte[] _bits = [];
    private int _length;

    public BitSet()
    {
    }

    public BitSet(byte[] bits) => (_bits, _length) = (bits, bits.Length);

    /// <summary>Gets the bits, up to the greatest number of the set.</summary>
    public ReadOnlySpan<byte> Bytes => _bits.AsSpan(0, _length);

    public void Add(int number)
    {
        var place = number >> 3;
        if (place >= _bits.Length) Array.Resize(ref _bits, Math.Max(place + 1, _bits.Length * 2));
        _length = Math.Max(_length, place + 1);
        _bits[place] |= (byte)(1 << (number & 7));
    }

    public bool Contains(int number) => number >> 3 < _length && (_bits[number >> 3] & (1 << (number & 7))) != 0;
}
