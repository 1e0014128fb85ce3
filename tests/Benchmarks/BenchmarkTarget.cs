using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Reliability.Benchmarks;

/// <summary>A server under measurement: this program again, in a process of its own, on a free port of loopback.</summary>
public sealed class BenchmarkTarget : IAsyncDisposable
{
    private readonly Process _process;

    private BenchmarkTarget(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Gets the address, without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Starts a target and waits until it answers.</summary>
    /// <param name="name">Argument that this program knows the target by.</param>
    /// <returns>The target; disposing it ends the process.</returns>
    /// <exception cref="InvalidOperationException">The process ended before it answered.</exception>
    public static async Task<BenchmarkTarget> StartAsync(string name)
    {
        string address = $"http://127.0.0.1:{FreePort()}";
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(BenchmarkTarget).Assembly.Location);
        foreach (string argument in new[] { name, "--urls", address })
            start.ArgumentList.Add(argument);
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        using HttpClient http = new();
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(50));
        while (!await AnswersAsync(http, address))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{name} ended with exit code {process.ExitCode} before it answered.");
            await pause.WaitForNextTickAsync();
        }

        return new BenchmarkTarget(process, address);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program, found on the path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it wrote to standard output.</returns>
    public static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string address)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri(address));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
