using System.Diagnostics;
using Reliability.Testing;

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

    /// <summary>Starts this program again as a target, and waits until it answers.</summary>
    /// <param name="name">Argument that this program knows the target by.</param>
    /// <returns>The target; disposing it ends the process.</returns>
    /// <exception cref="InvalidOperationException">The process ended before it answered.</exception>
    public static Task<BenchmarkTarget> StartAsync(string name) =>
        StartAsync(typeof(BenchmarkTarget).Assembly.Location, [name], []);

    /// <summary>Starts the suite, and waits until it answers.</summary>
    /// <param name="configuration">Its configuration folder.</param>
    /// <param name="storage">Connection string of its storage.</param>
    /// <returns>The target; disposing it ends the process.</returns>
    /// <exception cref="InvalidOperationException">The process ended before it answered.</exception>
    public static Task<BenchmarkTarget> StartSuiteAsync(string configuration, string storage) => StartAsync(
        typeof(Functions.Rum.BeaconDoor).Assembly.Location,
        [],
        new() { ["Reliability__ConfigPath"] = configuration, ["AzureWebJobsStorage"] = storage });

    private static async Task<BenchmarkTarget> StartAsync(string assembly, string[] arguments, Dictionary<string, string> environment)
    {
        string address = $"http://127.0.0.1:{FreePort.Next()}";
        ProcessStartInfo start = new("dotnet", [assembly, .. arguments, "--urls", address]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        using HttpClient http = new();
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(50));
        while (!await AnswersAsync(http, address))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{System.IO.Path.GetFileName(assembly)} ended with exit code {process.ExitCode} before it answered.");
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
}
