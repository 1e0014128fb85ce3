using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Core.Rum;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Looks at every performance budget and tells what changed. Safe to repeat, and to run twice at once.</summary>
public sealed partial class BudgetEvaluation(
    ReliabilityConfiguration configuration,
    RumCells cells,
    RumBudgetTable table,
    IBudgetAlerts alerts,
    IOptions<RumBudgetOptions> options,
    TimeProvider time,
    ILogger<BudgetEvaluation> logger)
{
    /// <summary>Evaluates all budgets; a site that fails does not keep the others from it.</summary>
    /// <param name="cancellation">Ends the run between sites.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var site in configuration.Sites)
        {
            try
            {
                await EvaluateAsync(site, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                Failed(e, site.Name);
            }
        }
    }

    private async Task EvaluateAsync(RumSite site, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var previous = await table.ReadAsync(site.Name, cancellation).ConfigureAwait(false);
        foreach (var budgets in site.Budgets.GroupBy(budget => budget.Metric))
        {
            var samples = budgets.ToDictionary(budget => budget, _ => new VitalCell());
            await foreach (var (counts, cell) in cells.ReadAsync(site.Name, budgets.Key, now.AddHours(1 - options.Value.WindowHours), now, cancellation).ConfigureAwait(false))
            {
                foreach (var (budget, sum) in samples)
                {
                    if (budget.Covers(counts.Dimensions)) sum.Merge(cell);
                }
            }

            foreach (var (budget, sum) in samples)
                await AdvanceAsync(site.Name, budget, sum, previous.GetValueOrDefault(RumBudgetAlert.FingerprintOf(site.Name, budget)), now, cancellation).ConfigureAwait(false);
        }
    }

    // Told before it is stored: after a crash in between it is told again, under the same id, and never forgotten.
    private async Task AdvanceAsync(string site, RumBudget budget, VitalCell samples, StoredBudgetState? previous, DateTimeOffset now, CancellationToken cancellation)
    {
        var state = RumBudgetState.Next(previous?.State, site, budget, samples, options.Value.MinimumSamples, now);
        if (state.AlertSince(previous?.State) is { } alert) await alerts.RaiseAsync(alert, cancellation).ConfigureAwait(false);
        await table.WriteAsync(state, previous, cancellation).ConfigureAwait(false);
    }

    [LoggerMessage(LogLevel.Error, "The budgets of {Site} could not be evaluated; they keep their last state")]
    private partial void Failed(Exception exception, string site);
}
