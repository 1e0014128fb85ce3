using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Core.Slo.Reports;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Deletes days and corrections of objectives that have been kept long enough; ten to every hour.</summary>
/// <param name="history">The days.</param>
/// <param name="corrections">The corrections.</param>
/// <param name="options">How long they are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">What was deleted.</param>
public sealed partial class DeleteOldSloHistory(
    SloHistoryTable history,
    SloCorrectionTable corrections,
    IOptions<SloHistoryOptions> options,
    TimeProvider time,
    ILogger<DeleteOldSloHistory> logger)
{
    /// <summary>Runs the function.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellation">Ends the run; the next goes on.</param>
    [Function(nameof(DeleteOldSloHistory))]
    public async Task RunAsync([TimerTrigger("0 50 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var firstKept = time.GetUtcNow().AddDays(-options.Value.RetentionDays);
        var days = await history.DeleteBeforeAsync(SloDays.Of(firstKept), options.Value.MaxTransactions, cancellation).ConfigureAwait(false);
        var rows = await corrections.DeleteBeforeAsync(firstKept, options.Value.MaxTransactions, cancellation).ConfigureAwait(false);
        Deleted(days, rows);
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Days} days of objectives and {Corrections} rows of corrections")]
    private partial void Deleted(long days, long corrections);
}
