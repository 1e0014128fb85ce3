using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Functions.Worker.Tests.Processes;

/// <summary>The sample app in a process of its own.</summary>
internal sealed class SampleProcess : IDisposable
{
    private const int Sigterm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    public SampleProcess(params string[] args)
    {
        string app = Path.Combine(AppContext.BaseDirectory, "Functions.Worker.SampleApp.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [app, .. args])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!;
    }

    /// <summary>Reads the log up to the line that tells the address.</summary>
    public async Task<Uri> AddressAsync()
    {
        const string Marker = "Now listening on: ";
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.IndexOf(Marker, StringComparison.Ordinal) is var at and >= 0)
                return new Uri(line[(at + Marker.Length)..].Trim());
        }

        throw new InvalidOperationException($"The app ended: {await _process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Reads the log up to a line that contains a text.</summary>
    public async Task LogsAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line && !line.Contains(text, StringComparison.Ordinal))
        {
        }
    }

    public void Terminate() => Assert.Equal(0, Kill(_process.Id, Sigterm));

    public async Task<(int ExitCode, string Errors)> ExitAsync()
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, await errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int pid, int signal);
}
