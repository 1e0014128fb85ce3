using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Reliability.Integrations.Tables;

/// <summary>Makes the tables that are missing. A store that does not answer delays that, not the start.</summary>
internal sealed partial class TableSetup(TableServiceClient tables, TimeProvider time, ILogger<TableSetup> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // With a store that answers, the tables are there before the first request is.
    private static readonly TimeSpan StartWaits = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAny(ExecuteTask!, Task.Delay(StartWaits, time, cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryCreateAsync(stoppingToken).ConfigureAwait(false)) await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
    }

    private async Task<bool> TryCreateAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var name in TableNames.All) await tables.CreateTableIfNotExistsAsync(name, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // Also a store that refuses us may let us in later: stopping the suite for it would help nobody.
            Unavailable(e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The tables cannot be made: the store does not answer. Trying again until it does")]
    private partial void Unavailable(Exception e);
}
