using Microsoft.Extensions.Logging;
using Reliability.Core.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Where breaches and recoveries of performance budgets go.</summary>
public interface IBudgetAlerts
{
    /// <summary>Raises an alert, or ends it.</summary>
    /// <param name="alert">The change; may come twice with the same <see cref="RumBudgetAlert.Id"/>.</param>
    /// <param name="cancellation">Gives up; the alert is raised again by the next evaluation.</param>
    Task RaiseAsync(RumBudgetAlert alert, CancellationToken cancellation);
}

/// <summary>Writes alerts to the log.</summary>
internal sealed partial class LoggedBudgetAlerts(ILogger<LoggedBudgetAlerts> logger) : IBudgetAlerts
{
    /// <inheritdoc/>
    public Task RaiseAsync(RumBudgetAlert alert, CancellationToken cancellation)
    {
        var state = alert.State;
        if (state.IsBreached) Breached(alert.Fingerprint, state.P75!.Value.Estimate, state.P75.Value.Lower, state.P75.Value.Upper, state.Budget.P75, state.Count);
        else Recovered(alert.Fingerprint, state.P75?.Estimate ?? 0, state.Budget.P75);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Budget {Budget} is breached: p75 {P75} ({Lower} to {Upper}) is above {Limit}, of {Count} samples")]
    private partial void Breached(string budget, double p75, double lower, double upper, decimal limit, long count);

    [LoggerMessage(LogLevel.Information, "Budget {Budget} is kept again: p75 {P75} is within {Limit}")]
    private partial void Recovered(string budget, double p75, decimal limit);
}
