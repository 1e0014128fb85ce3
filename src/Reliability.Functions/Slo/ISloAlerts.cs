using Microsoft.Extensions.Logging;
using Reliability.Core.Slo.Alerts;

namespace Reliability.Functions.Slo;

/// <summary>Where the begins and ends of alerts on objectives go.</summary>
public interface ISloAlerts
{
    /// <summary>Raises an alert, or ends it.</summary>
    /// <param name="change">The change; may come twice with the same <see cref="SloAlertChange.Id"/>.</param>
    /// <param name="cancellation">Gives up; the change is told again after the next evaluation.</param>
    Task RaiseAsync(SloAlertChange change, CancellationToken cancellation);
}

/// <summary>Writes alerts to the log.</summary>
internal sealed partial class LoggedSloAlerts(ILogger<LoggedSloAlerts> logger) : ISloAlerts
{
    /// <inheritdoc/>
    public Task RaiseAsync(SloAlertChange change, CancellationToken cancellation)
    {
        if (change.ResolvedAt is { } end)
            Ended(change.Id, change.Kind, change.Slo, change.Service, change.Severity, change.Since, end);
        else
            Began(change.Id, change.Kind, change.Slo, change.Service, change.Severity, change.LongRate, change.Factor, change.BudgetRemainingPercent);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Alert {Id} ({Kind}) of objective {Slo} fires for {Service} as {Severity}: burn rate {Rate}, limit {Factor}, {Left} % of the budget left")]
    private partial void Began(string id, SloAlertKind kind, string slo, string service, string severity, decimal? rate, decimal? factor, decimal? left);

    [LoggerMessage(LogLevel.Information, "Alert {Id} ({Kind}) of objective {Slo} for {Service} as {Severity}, since {Since}, ended at {End}")]
    private partial void Ended(string id, SloAlertKind kind, string slo, string service, string severity, DateTimeOffset since, DateTimeOffset end);
}
