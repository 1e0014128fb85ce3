using System.Globalization;
using System.Text.RegularExpressions;

namespace Reliability.Benchmarks;

/// <summary>The load generator wrk: 64 connections, each sending its next request when the last one is answered.</summary>
internal static partial class Wrk
{
    /// <summary>Loads an address.</summary>
    /// <returns>Answers per second, and the latency that 99 % of them stay within.</returns>
    /// <exception cref="InvalidOperationException">A request failed.</exception>
    public static async Task<(double PerSecond, TimeSpan P99)> RunAsync(string address, string script, int seconds)
    {
        var report = await BenchmarkTarget.OutputAsync("wrk", "-t2", "-c64", $"-d{seconds}s", "--latency", "-s", script, address);
        if (report.Contains("Non-2xx", StringComparison.Ordinal) || report.Contains("Socket errors", StringComparison.Ordinal))
            throw new InvalidOperationException($"The target failed requests:\n{report}");
        var p99 = P99().Match(report);
        var milliseconds = Number(p99.Groups[1]) * p99.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1_000 };
        return (Number(Rate().Match(report).Groups[1]), TimeSpan.FromMilliseconds(milliseconds));
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([0-9.]+)(us|ms|s)")]
    private static partial Regex P99();
}
