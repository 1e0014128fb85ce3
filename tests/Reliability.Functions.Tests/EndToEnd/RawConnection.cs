using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>A connection over which anything can be sent, such as no HTTP client would.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Connects.</summary>
    public static async Task<RawConnection> OpenAsync(Uri suite)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, suite.Port);
        return connection;
    }

    /// <summary>Makes the head of a request that the shop may send.</summary>
    /// <param name="framing">The header that says how long the body is.</param>
    public static string Head(string framing) =>
        $"POST /api/rum/shop?key=pk_shop_1 HTTP/1.1\r\nHost: suite\r\nOrigin: {Load.Origin}\r\n{framing}\r\n\r\n";

    /// <summary>Sends text.</summary>
    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends a space every second until the suite has answered.</summary>
    /// <param name="answered">The reading of the answer.</param>
    public async Task DripAsync(Task answered)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (!answered.IsCompleted && await pause.WaitForNextTickAsync()) await SendAsync(" ");
        }
        catch (SocketException)
        {
            // Closed between the answer and the next drop.
        }
    }

    /// <summary>Says that nothing more is sent.</summary>
    public void Finish() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Reads until the suite closes the connection.</summary>
    public async Task<string> ReadToEndAsync(TimeSpan limit)
    {
        using var stop = new CancellationTokenSource(limit);
        using var received = new MemoryStream();
        var buffer = new byte[4_096];
        try
        {
            while (await _socket.ReceiveAsync(buffer, stop.Token) is > 0 and var read) received.Write(buffer, 0, read);
        }
        catch (SocketException)
        {
            // Reset: what came before counts.
        }

        return Encoding.UTF8.GetString(received.ToArray());
    }

    /// <summary>Reads what comes next; nothing when the suite closes the connection.</summary>
    public async Task<string> ReadOnceAsync(TimeSpan limit)
    {
        using var stop = new CancellationTokenSource(limit);
        var buffer = new byte[4_096];
        try
        {
            return Encoding.UTF8.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, stop.Token));
        }
        catch (SocketException)
        {
            return "";
        }
    }

    /// <summary>Breaks the connection off without a word.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();
}
