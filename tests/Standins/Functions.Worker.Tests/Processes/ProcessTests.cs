using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Functions.Worker.Tests.Processes;

public sealed class ProcessTests
{
    [Fact]
    public async Task Functions_are_found_in_the_app_without_any_list_of_them()
    {
        using SampleProcess app = new("--urls", "http://127.0.0.1:0");
        using HttpClient http = new() { BaseAddress = await app.AddressAsync() };
        Assert.Equal("hello", await http.GetStringAsync(new Uri("/api/Hello", UriKind.Relative)));
    }

    [Fact]
    public async Task After_SIGTERM_a_request_in_flight_is_answered_new_ones_are_refused_and_the_exit_code_is_0()
    {
        using SampleProcess app = new("--urls", "http://127.0.0.1:0");
        Uri address = await app.AddressAsync();
        using TcpClient client = new(address.Host, address.Port);
        await using NetworkStream stream = client.GetStream();
        using StreamReader answer = new(stream);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /api/Slow HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab"));
        while (!(await answer.ReadLineAsync())!.StartsWith("started;", StringComparison.Ordinal))
        {
        }

        app.Terminate();
        await app.LogsAsync("Application is shutting down");
        await RefusedAsync(address);
        await stream.WriteAsync("cd"u8.ToArray());
        Assert.Contains("read abcd", await answer.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal((0, ""), await app.ExitAsync());
    }

    [Fact]
    public async Task A_request_that_outlasts_the_drain_does_not_keep_the_process_alive()
    {
        using SampleProcess app = new("--urls", "http://127.0.0.1:0", "--FunctionsHost:DrainTimeout", "00:00:00");
        Uri address = await app.AddressAsync();
        using TcpClient client = new(address.Host, address.Port);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /api/Slow HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab"));
        Assert.NotEqual(0, await stream.ReadAsync(new byte[64]));
        app.Terminate();
        Assert.Equal(0, (await app.ExitAsync()).ExitCode);
    }

    [Fact]
    public async Task A_port_in_use_ends_the_process_with_one_line_and_exit_code_1()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using SampleProcess app = new("--port", $"{port}");
        Assert.Equal(
            (1, $"Cannot listen: Failed to bind to address http://127.0.0.1:{port}: address already in use. Choose another port with --port.\n"),
            await app.ExitAsync());
    }

    // The listener closes shortly after shutdown begins; until then a connection is still taken.
    private static async Task RefusedAsync(Uri address)
    {
        for (; ; )
        {
            using TcpClient late = new();
            try
            {
                await late.ConnectAsync(address.Host, address.Port);
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }
            catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
            {
                // Taken by the listener just before it closed.
            }
        }
    }
}
