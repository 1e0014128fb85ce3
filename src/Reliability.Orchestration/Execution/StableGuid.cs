using System.Security.Cryptography;
using System.Text;

namespace Reliability.Orchestration.Execution;

/// <summary>Ids that come out the same whenever the same is done again.</summary>
internal static class StableGuid
{
    /// <summary>Makes an id from a text: the first 128 bits of its SHA-256, marked as version 8 of RFC 9562.</summary>
    public static Guid Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
