using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Reliability.Core.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Reads a request body within its bounds, and decompresses it within its own.</summary>
internal static class BeaconBody
{
    // Text that people or programs write shrinks by far less; up to so many bytes it does not matter.
    private const int MaxRatio = 200;
    private const int MaxBytesAtAnyRatio = 65_536;

    /// <summary>Reads the body.</summary>
    /// <returns>The body, to be returned to its pool by disposing it; or a word of <see cref="RejectReason"/>.</returns>
    public static async ValueTask<(PooledBytes? Body, string? Reason)> ReadAsync(HttpRequest request, RumOptions options)
    {
        if (request.ContentLength > options.MaxBodyBytes) return (null, RejectReason.TooLarge);
        var encoding = request.Headers.ContentEncoding;
        var isGzip = encoding.Count == 1 && string.Equals(encoding[0], "gzip", StringComparison.OrdinalIgnoreCase);
        if (!isGzip && encoding.Count > 0 && !string.Equals(encoding.ToString(), "identity", StringComparison.OrdinalIgnoreCase)) return (null, RejectReason.BadEncoding);
        PooledBytes? wire;
        try
        {
            wire = await ReadWireAsync(request.BodyReader, options.MaxBodyBytes).ConfigureAwait(false);
        }
        catch (ConnectionResetException)
        {
            // Nobody is left to answer. Unless it is told so, the server may try to read the rest and log that as its own error.
            request.HttpContext.Abort();
            return (null, RejectReason.Incomplete);
        }
        catch (IOException e)
        {
            // A BadHttpRequestException is one; a chunk too long to count is a plain one.
            return (null, ReasonOf(e as BadHttpRequestException));
        }

        if (wire is null) return (null, RejectReason.TooLarge);
        if (!isGzip) return (wire, null);
        using (wire) return Inflate(wire, (int)Math.Min(options.MaxInflatedBytes, Math.Max(MaxBytesAtAnyRatio, (long)wire.Length * MaxRatio)));
    }

    private static string ReasonOf(BadHttpRequestException? fault) => fault?.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => RejectReason.TooSlow,
        StatusCodes.Status413PayloadTooLarge => RejectReason.TooLarge,
        _ => RejectReason.Incomplete,
    };

    private static async ValueTask<PooledBytes?> ReadWireAsync(PipeReader reader, int limit)
    {
        while (true)
        {
            var result = await reader.ReadAsync().ConfigureAwait(false);
            var buffer = result.Buffer;
            if (buffer.Length > limit)
            {
                reader.AdvanceTo(buffer.End);
                return null;
            }

            if (result.IsCompleted)
            {
                var body = PooledBytes.Copy(buffer);
                reader.AdvanceTo(buffer.End);
                return body;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static (PooledBytes? Body, string? Reason) Inflate(PooledBytes wire, int limit)
    {
        using var gzip = new GZipStream(wire.AsStream(), CompressionMode.Decompress);
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Min(limit + 1, Math.Max(4_096, wire.Length * 8)));
        var length = 0;
        try
        {
            while (true)
            {
                var read = gzip.Read(bytes, length, bytes.Length - length);
                if (read == 0) return IsWhole(wire, length) ? (new PooledBytes(bytes, length), null) : (Return(bytes), RejectReason.BadEncoding);
                length += read;
                if (length > limit) return (Return(bytes), RejectReason.TooLarge);
                if (length == bytes.Length) bytes = Grow(bytes, Math.Min(limit + 1, bytes.Length * 2));
            }
        }
        catch (InvalidDataException)
        {
            return (Return(bytes), RejectReason.BadEncoding);
        }
    }

    // GZipStream takes the end of its input for the end of the data. RFC 1952 ends a member with the length of what it holds;
    // a body of several members, which no browser makes, is refused.
    private static bool IsWhole(PooledBytes wire, int length) =>
        wire.Length > sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(wire.Span[^sizeof(uint)..]) == length;

    private static byte[] Grow(byte[] bytes, int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(bytes);
        return larger;
    }

    private static PooledBytes? Return(byte[] bytes)
    {
        ArrayPool<byte>.Shared.Return(bytes);
        return null;
    }
}

/// <summary>Bytes in a rented array.</summary>
internal sealed class PooledBytes(byte[] bytes, int length) : IDisposable
{
    public int Length => length;

    public ReadOnlySpan<byte> Span => bytes.AsSpan(0, length);

    public static PooledBytes Copy(in ReadOnlySequence<byte> source)
    {
        var length = (int)source.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        source.CopyTo(rented);
        return new PooledBytes(rented, length);
    }

    public MemoryStream AsStream() => new(bytes, 0, length, writable: false);

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
}
