using System.Diagnostics;
using Azure.Data.Tables;
using Xunit;

namespace Reliability.Testing;

/// <summary>A real storage emulator of its own, for tests of what only the protocol can show. Share it as an xunit collection fixture.</summary>
/// <remarks>
/// Needs node and <c>npm ci</c> at the root of the repository. Data lives in the emulator's memory. On disk, all of it would be written every five
/// seconds, long after it was acknowledged, and nothing answered meanwhile: half a second after a campaign of a million requests.
/// </remarks>
public sealed class AzuriteServer : IAsyncLifetime
{
    /// <summary>The account of every emulator.</summary>
    public const string AccountName = "devstoreaccount1";

    /// <summary>The published key of that account.</summary>
    public const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int StartAttempts = 3;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    // Ends the emulator when the test process ends, however it ends: its standard input closes then.
    private const string ExitWithParent = "data:text/javascript,process.stdin.on('end',()=>process.exit()).resume()";

    private Process? _process;
    private Task<string> _errors = Task.FromResult("");
    private Task _output = Task.CompletedTask;
    private int _port;

    /// <summary>Gets the table endpoint of the account.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{_port}/{AccountName}");

    /// <summary>Gets a connection string with the account key.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};TableEndpoint={Endpoint};";

    /// <summary>Makes a table name that no other test uses.</summary>
    /// <returns>A legal name.</returns>
    public static string NewTableName() => $"t{Guid.NewGuid():N}";

    /// <summary>Creates a table of its own for a test.</summary>
    /// <param name="options">Settings of the client; null for the defaults.</param>
    /// <returns>A client of the table.</returns>
    public async Task<TableClient> CreateTableAsync(TableClientOptions? options = null)
    {
        var table = new TableClient(ConnectionString, NewTableName(), options);
        await table.CreateAsync();
        return table;
    }

    /// <summary>Deletes all tables, for a test that needs the emulator as it is when it has just started.</summary>
    public async Task ClearAsync()
    {
        var tables = new TableServiceClient(ConnectionString);
        var names = new List<string>();
        await foreach (var table in tables.QueryAsync()) names.Add(table.Name);
        foreach (var name in names) await tables.DeleteTableAsync(name);
    }

    /// <summary>Starts the emulator and waits until it accepts connections.</summary>
    /// <exception cref="InvalidOperationException">Azurite is not installed or does not start.</exception>
    public async Task InitializeAsync()
    {
        var script = Path.Combine(RepositoryRoot.Path, "node_modules", "azurite", "dist", "src", "table", "main.js");
        if (!File.Exists(script))
            throw new InvalidOperationException($"Azurite is missing at {script}: run 'npm ci' at the root of the repository.");

        // The port found free may be taken before the emulator binds it.
        for (var attempt = 1; !await TryStartAsync(script); attempt++)
        {
            if (attempt == StartAttempts)
                throw new InvalidOperationException($"Azurite did not start on port {_port}: {await _errors}");
        }
    }

    /// <summary>Ends the emulator and its data, and no other process.</summary>
    public async Task DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            await Task.WhenAll(_output, _errors);
        }

        _process?.Dispose();
    }

    private async Task<bool> TryStartAsync(string script)
    {
        _port = FreePort.Next();
        _process?.Dispose();
        string[] arguments =
        [
            "--max-semi-space-size=64", "--import", ExitWithParent, script, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--tableHost", "127.0.0.1", "--tablePort", $"{_port}", "--inMemoryPersistence",
        ];
        _process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (await _process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (!line.Contains("successfully started", StringComparison.Ordinal))
                continue;

            _output = _process.StandardOutput.ReadToEndAsync(); // A full pipe would stop the emulator.
            return true;
        }

        await _process.WaitForExitAsync(timeout.Token);
        return false;
    }
}
