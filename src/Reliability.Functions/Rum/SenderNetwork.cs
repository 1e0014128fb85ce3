using System.Buffers.Binary;
using System.Net;

namespace Reliability.Functions.Rum;

/// <summary>The network that a request came from: what is looked at of a sender's address. It is never stored or logged.</summary>
/// <param name="Bits">The first 24 bits of an IPv4 address or 48 of an IPv6 address, with a mark of which it is; 0 when not known.</param>
internal readonly record struct SenderNetwork(ulong Bits)
{
    private const ulong Version4 = 4UL << 56;
    private const ulong Version6 = 6UL << 56;

    /// <summary>Gets whether the network is known.</summary>
    public bool IsKnown => Bits != 0;

    /// <summary>Cuts an address down to its network.</summary>
    /// <param name="address">The address; one of version 4 that is written as version 6 counts as version 4.</param>
    public static SenderNetwork Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (address.IsIPv4MappedToIPv6) bytes = bytes[12..];
        return new SenderNetwork(length == 4 || address.IsIPv4MappedToIPv6
            ? Version4 | (BinaryPrimitives.ReadUInt32BigEndian(bytes) >> 8)
            : Version6 | (BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16));
    }
}
