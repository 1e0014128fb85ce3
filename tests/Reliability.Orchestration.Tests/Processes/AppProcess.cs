using System.Diagnostics;
using Reliability.Testing;

namespace Reliability.Orchestration.Tests.Processes;

/// <summary>A process of the test app.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private AppProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it and waits until it works.</summary>
    public static async Task<AppProcess> StartAsync(string storage, TimeSpan lease)
    {
        var program = Path.Combine(RepositoryRoot.Path, "tests", "Reliability.Orchestration.App", "bin", Configuration, "net10.0", "Reliability.Orchestration.App.dll");
        var start = new ProcessStartInfo("dotnet", [program, storage]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Orchestration__Lease"] = lease.ToString("c");
        start.Environment["Orchestration__Shards"] = "4";
        start.Environment["Orchestration__PollInterval"] = "00:00:00.200";
        var app = new AppProcess(Process.Start(start)!);
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (await app._process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line == "ready") return app;
        }

        throw new InvalidOperationException($"The app ended: {await app._errors}");
    }

    /// <summary>Kills it: it has no chance to say anything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
