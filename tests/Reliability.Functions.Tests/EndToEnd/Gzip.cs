using System.IO.Compression;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Compressed bodies.</summary>
internal static class Gzip
{
    /// <summary>Compresses bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.SmallestSize)) gzip.Write(bytes);
        return stream.ToArray();
    }

    /// <summary>Makes a body that is small on the wire and huge in memory: zeros.</summary>
    public static byte[] Bomb(int megabytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.SmallestSize))
        {
            var zeros = new byte[1 << 20];
            for (; megabytes > 0; megabytes--) gzip.Write(zeros);
        }

        return stream.ToArray();
    }
}
