using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Reliability.Functions.Rum;

/// <summary>Tells which network a request came from.</summary>
/// <remarks>
/// The connection tells, unless it comes from a proxy: then the last address of <c>X-Forwarded-For</c> that is no proxy's does, because
/// what stands before it is the sender's own word. This machine is a proxy: in Azure the front end adds the address and the
/// host of the functions passes requests on over loopback.
/// </remarks>
/// <param name="proxies">The other proxies.</param>
internal sealed class SenderNetworks(IReadOnlyList<IPNetwork> proxies)
{
    /// <summary>Finds the network; not known for a request of this machine itself.</summary>
    public SenderNetwork Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } connection) return default;
        if (!IsProxy(connection)) return SenderNetwork.Of(connection);
        if (Forwarded(context.Request.Headers["X-Forwarded-For"]) is { } sender) return SenderNetwork.Of(sender);
        return IPAddress.IsLoopback(connection) ? default : SenderNetwork.Of(connection);
    }

    private IPAddress? Forwarded(StringValues values)
    {
        for (var i = values.Count - 1; i >= 0; i--)
        {
            var rest = values[i].AsSpan();
            while (!rest.IsEmpty)
            {
                var comma = rest.LastIndexOf(',');
                if (!IPAddress.TryParse(WithoutPort(rest[(comma + 1)..].Trim()), out var address)) return null;
                if (!IsProxy(address)) return address;
                rest = comma < 0 ? [] : rest[..comma];
            }
        }

        return null;
    }

    // 203.0.113.7:4711, [2001:db8::1]:4711
    private static ReadOnlySpan<char> WithoutPort(ReadOnlySpan<char> entry)
    {
        if (entry.StartsWith("[") && entry.IndexOf(']') is > 0 and var end) return entry[1..end];
        return entry.Count(':') == 1 ? entry[..entry.IndexOf(':')] : entry;
    }

    private bool IsProxy(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return true;
        for (var i = 0; i < proxies.Count; i++)
        {
            if (proxies[i].Contains(address)) return true;
        }

        return false;
    }
}
