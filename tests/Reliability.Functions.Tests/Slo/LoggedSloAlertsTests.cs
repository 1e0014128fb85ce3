using Microsoft.Extensions.Logging;
using Reliability.Core.Slo.Alerts;
using Reliability.Functions.Slo;

namespace Reliability.Functions.Tests.Slo;

public sealed class LoggedSloAlertsTests : ILogger<LoggedSloAlerts>
{
    private static readonly SloAlertChange Begin = new()
    {
        Fingerprint = "slo|checkout|page|1h|5m|14.4",
        Kind = SloAlertKind.BurnRate,
        Slo = "checkout",
        Service = "shop",
        Severity = "page",
        Factor = 14.4m,
        LongRate = 20m,
        BudgetRemainingPercent = 41.5m,
        Since = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
    };

    private readonly List<(LogLevel Level, string Message)> _entries = [];

    [Fact]
    public async Task Begin_is_a_warning_with_what_it_was_judged_by_and_the_end_is_none()
    {
        var alerts = new LoggedSloAlerts(this);
        await alerts.RaiseAsync(Begin, CancellationToken.None);
        await alerts.RaiseAsync(Begin with { ResolvedAt = Begin.Since.AddMinutes(5) }, CancellationToken.None);

        Assert.Equal([LogLevel.Warning, LogLevel.Information], _entries.Select(entry => entry.Level));
        Assert.Contains("objective checkout fires for shop as page: burn rate 20, limit 14.4, 41.5 % of the budget left", _entries[0].Message, StringComparison.Ordinal);
        Assert.EndsWith("ended at 03/01/2026 12:05:00 +00:00", _entries[1].Message, StringComparison.Ordinal);
        Assert.All(_entries, entry => Assert.Contains(Begin.Fingerprint, entry.Message, StringComparison.Ordinal));
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Add((logLevel, formatter(state, exception)));
}
