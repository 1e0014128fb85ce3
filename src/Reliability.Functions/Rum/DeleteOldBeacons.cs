using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Deletes beacons that were counted, and cells, when they have been kept long enough; half past every hour.</summary>
public sealed partial class DeleteOldBeacons(JournalRetention journal, RumRetention cells, ILogger<DeleteOldBeacons> logger)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(DeleteOldBeacons))]
    public async Task Run([TimerTrigger("0 30 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var deletedCells = await cells.RunAsync(cancellation).ConfigureAwait(false);
        var deletedBatches = await journal.RunAsync(cancellation).ConfigureAwait(false);
        Deleted(deletedBatches, deletedCells);
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Batches} batches of beacons and {Cells} cells")]
    private partial void Deleted(long batches, long cells);
}
