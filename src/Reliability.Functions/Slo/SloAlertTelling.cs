using Microsoft.Extensions.Logging;
using Reliability.Core.Slo.Alerts;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Tells what is stored as untold, and stores that it was told.</summary>
/// <remarks>
/// A change is stored before it is told, so none is lost; and told before that is stored, so after a crash in between, or by two
/// at once, it is told again under the same id. Changes of one objective are told in their order.
/// </remarks>
/// <param name="table">Where they are stored.</param>
/// <param name="alerts">Where they go.</param>
/// <param name="metrics">What is counted about it.</param>
/// <param name="logger">What went wrong.</param>
public sealed partial class SloAlertTelling(SloStatusTable table, ISloAlerts alerts, SloMetrics metrics, ILogger<SloAlertTelling> logger)
{
    /// <summary>Tells the changes of some objectives; one that fails does not keep the others from it.</summary>
    /// <param name="names">The names of the objectives.</param>
    /// <param name="cancellation">Gives up; what is left is told by the next call.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed.</exception>
    public async Task TellAsync(IEnumerable<string> names, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
        {
            if (await table.FindAsync(name, cancellation).ConfigureAwait(false) is not { Alerts.Untold.Count: > 0 } stored)
                continue;
            var told = await TellAsync(stored.Alerts.Untold, cancellation).ConfigureAwait(false);
            if (told.Count > 0)
                await table.WriteAsync([new(stored.Status, stored.Alerts.Without(told), stored)], cancellation).ConfigureAwait(false);
        }
    }

    private async Task<HashSet<string>> TellAsync(IReadOnlyList<SloAlertChange> changes, CancellationToken cancellation)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            try
            {
                await alerts.RaiseAsync(change, cancellation).ConfigureAwait(false);
                told.Add(change.Id);
                metrics.CountAlert("told");
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                metrics.CountAlert("failed");
                Failed(exception, change.Id);
                return told;
            }
        }

        return told;
    }

    [LoggerMessage(LogLevel.Error, "Alert {Id} could not be told; it is told again after the next evaluation")]
    private partial void Failed(Exception exception, string id);
}
