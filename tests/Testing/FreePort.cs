using System.Net;
using System.Net.Sockets;

namespace Reliability.Testing;

/// <summary>Ports of loopback that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>Gets one. Another program may take it before it is used; that is rare, and then starting fails loudly.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
