using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Reliability.Integrations.Tables.Rum.Signals;

namespace Reliability.Functions.Rum.Signals;

/// <summary>Deletes sessions and their totals when they have been kept long enough; at 40 minutes past every hour.</summary>
public sealed partial class DeleteOldSignals(RumSignalRetention signals, ILogger<DeleteOldSignals> logger)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(DeleteOldSignals))]
    public async Task Run([TimerTrigger("0 40 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        Deleted(await signals.RunAsync(cancellation).ConfigureAwait(false));

    [LoggerMessage(LogLevel.Information, "Deleted {Rows} sessions and totals")]
    private partial void Deleted(long rows);
}
