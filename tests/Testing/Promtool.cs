using System.Diagnostics;

namespace Reliability.Testing;

/// <summary>Runs the program <c>promtool</c>, which comes with Prometheus.</summary>
public static class Promtool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Runs it and waits for its end.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code and all it wrote.</returns>
    /// <exception cref="OperationCanceledException">It did not end in time, and was ended.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("promtool", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
