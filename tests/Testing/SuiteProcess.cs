using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Reliability.Testing;

/// <summary>The suite as users run it: the built program in a process of its own, on a free port of loopback.</summary>
public sealed class SuiteProcess : IAsyncDisposable
{
    /// <summary>The function key of every suite under test.</summary>
    public const string FunctionKey = "test-function-key";

    /// <summary>The admin key of every suite under test.</summary>
    public const string AdminKey = "test-admin-key";

    private const int SigTerm = 15;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log;

    private SuiteProcess(Process process, ConcurrentQueue<string> log, Uri address)
    {
        (_process, _log) = (process, log);
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };
        Client.DefaultRequestHeaders.Add("x-functions-key", FunctionKey);
    }

    /// <summary>Gets a client of the suite that carries the function key; its base address ends with <c>/</c>.</summary>
    public HttpClient Client { get; }

    /// <summary>Gets the id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Gets what the suite wrote to its output so far.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Gets the memory the suite occupies now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Gets whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a suite and waits until it answers.</summary>
    /// <param name="storage">Connection string of its tables.</param>
    /// <param name="configuration">Its configuration folder; null for the shipped one.</param>
    /// <param name="settings">Further settings, by environment name.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not answer in time; the message has its output.</exception>
    public static async Task<SuiteProcess> StartAsync(string storage, string? configuration = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        var start = new ProcessStartInfo("dotnet", [ProgramPath, "--urls", address.ToString()])
        {
            WorkingDirectory = Path.GetDirectoryName(ProgramPath),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AzureWebJobsStorage"] = storage;
        start.Environment["RELIABILITY_FUNCTION_KEY"] = FunctionKey;
        start.Environment["RELIABILITY_ADMIN_KEY"] = AdminKey;
        if (configuration is not null) start.Environment["Reliability__ConfigPath"] = configuration;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;

        var log = new ConcurrentQueue<string>();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var suite = new SuiteProcess(process, log, address);
        await suite.WaitUntilAnswersAsync();
        return suite;
    }

    /// <summary>Runs a timer function now; waits until the run is accepted, not until it has ended.</summary>
    /// <param name="function">Name of the function.</param>
    public async Task RunTimerAsync(string function)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"admin/functions/{function}") { Content = new StringContent("""{"input":""}""") };
        request.Headers.Add("x-functions-key", AdminKey);
        using var response = await Client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Gets JSON that the suite answers.</summary>
    /// <param name="path">Path below the address, without a slash at the start.</param>
    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"GET {path} answered {(int)response.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>Ends the process at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited && SendSignal(_process.Id, SigTerm) != 0) throw new InvalidOperationException("The signal could not be sent.");
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        Client.Dispose();
        _process.Dispose();
    }

    // The build of the tests builds the program too, in the same configuration.
    private static string ProgramPath { get; } = Path.Combine(
        RepositoryRoot.Path, "src", "Reliability.Functions", "bin", Configuration, "net10.0", "Reliability.Functions.dll");

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private async Task WaitUntilAnswersAsync()
    {
        using var limit = new CancellationTokenSource(StartTimeout);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await AnswersAsync(limit.Token))
        {
            if (_process.HasExited || limit.IsCancellationRequested)
            {
                if (!_process.HasExited) _process.Kill();
                throw new InvalidOperationException($"The suite did not start:\n{Log}");
            }

            await pause.WaitForNextTickAsync();
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await Client.GetAsync(new Uri("api/health", UriKind.Relative), cancellation);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
