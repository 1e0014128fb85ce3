using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Adds up the hours of days that changed, every minute, so that queries over many days read little.</summary>
public sealed partial class CompactCells(RumCompaction compaction, ILogger<CompactCells> logger)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(CompactCells))]
    public async Task Run([TimerTrigger("40 * * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var days = await compaction.RunAsync(cancellation).ConfigureAwait(false);
        if (days > 0) Compacted(days);
    }

    [LoggerMessage(LogLevel.Debug, "Added up {Days} days of a site and metric")]
    private partial void Compacted(int days);
}
