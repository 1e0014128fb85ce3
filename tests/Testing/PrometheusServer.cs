using System.Diagnostics;
using System.Text;

namespace Reliability.Testing;

/// <summary>A real Prometheus of its own on a free port of loopback, with history that a test gives it.</summary>
/// <remarks>Needs the programs <c>prometheus</c> and <c>promtool</c>. Data lives in a temporary folder until disposal.</remarks>
public sealed class PrometheusServer : IAsyncDisposable
{
    private const int StartAttempts = 3;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    // The shell ends Prometheus, by its id, when the test process ends, however it ends: its standard input closes then.
    private const string ExitWithParent =
        """exec 3<&0; "$@" 3<&- & child=$!; (cat <&3; kill -KILL $child) >/dev/null 2>&1 & exec 3<&-; wait $child""";

    private readonly string _folder = Directory.CreateTempSubdirectory("prometheus").FullName;
    private readonly StringBuilder _log = new();
    private Process? _process;

    private PrometheusServer()
    {
    }

    /// <summary>Gets its address, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Gets the program's own messages so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts a Prometheus and waits until it answers.</summary>
    /// <param name="history">Samples in OpenMetrics text with times, <c># EOF</c> left out; null for none.</param>
    /// <param name="configuration">Its configuration; files of <paramref name="files"/> are named relatively.</param>
    /// <param name="files">Further files beside the configuration, by name.</param>
    /// <exception cref="InvalidOperationException">It is not installed, or does not start; the message has its output.</exception>
    public static async Task<PrometheusServer> StartAsync(
        string? history = null, string configuration = "global: {}", IReadOnlyDictionary<string, string>? files = null)
    {
        var server = new PrometheusServer();
        try
        {
            await server.PrepareAsync(history, configuration, files ?? new Dictionary<string, string>());
            // The port found free may be taken before Prometheus binds it.
            for (var attempt = 1; !await server.TryStartAsync(); attempt++)
            {
                if (attempt == StartAttempts)
                    throw new InvalidOperationException($"Prometheus did not start: {server.Log}");
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a file beside the configuration, such as targets that it watches.</summary>
    /// <param name="name">The name.</param>
    /// <param name="text">What is in it.</param>
    public Task WriteFileAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder, name), text);

    /// <summary>Ends Prometheus, and no other process, and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task PrepareAsync(string? history, string configuration, IReadOnlyDictionary<string, string> files)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "prometheus.yml"), configuration);
        foreach (var (name, text) in files)
            await File.WriteAllTextAsync(Path.Combine(_folder, name), text);
        if (history is null)
            return;
        await File.WriteAllTextAsync(Path.Combine(_folder, "history.txt"), history + "# EOF\n");
        var (code, output) = await Promtool.RunAsync(_folder, "tsdb", "create-blocks-from", "openmetrics", "history.txt", "data");
        if (code != 0)
            throw new InvalidOperationException($"promtool did not take the history: {output}");
    }

    private async Task<bool> TryStartAsync()
    {
        await StopAsync();
        var port = FreePort.Next();
        Address = $"http://127.0.0.1:{port}";
        string[] arguments =
        [
            "-c", ExitWithParent, "sh", "prometheus", "--config.file=prometheus.yml", $"--web.listen-address=127.0.0.1:{port}",
            "--storage.tsdb.path=data", "--storage.tsdb.retention.time=100y",
        ];
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("sh", arguments)
            {
                WorkingDirectory = _folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        var (isReady, _) = await Eventually.AsksAsync(() => IsReadyAsync(client), state => state is not null, StartTimeout, () => Log);
        return isReady == true;
    }

    // Null while it is starting, false when it has ended.
    private async Task<bool?> IsReadyAsync(HttpClient client)
    {
        if (_process!.HasExited)
            return false;
        try
        {
            using var response = await client.GetAsync(new Uri($"{Address}/-/ready"));
            return response.IsSuccessStatusCode ? true : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task StopAsync()
    {
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    private void Note(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
