using System.Buffers;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>A request body written into a rented buffer and sent as often as the retry policy asks.</summary>
internal sealed class PooledContent : RequestContent, IBufferWriter<byte>
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(4_096);
    private int _length;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Gives the buffer back. Only after a reply: a request that was cancelled or timed out may still be read by the transport.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    public override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    public override void WriteTo(Stream stream, CancellationToken cancellation) => stream.Write(_bytes, 0, _length);

    public override Task WriteToAsync(Stream stream, CancellationToken cancellation) =>
        stream.WriteAsync(_bytes, 0, _length, cancellation);

    public override void Dispose()
    {
    }

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 256);
        if (_bytes.Length - _length >= needed)
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + needed, _bytes.Length * 2));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
