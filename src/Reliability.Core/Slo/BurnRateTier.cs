namespace Reliability.Core.Slo;

/// <summary>One alert of a burn-rate policy: it fires while the rates of both windows are above the factor.</summary>
/// <param name="Severity">Who is told: <see cref="Page"/> or <see cref="Ticket"/>.</param>
/// <param name="LongWindow">The window that shows that enough budget is gone to matter; above 0.</param>
/// <param name="ShortWindow">The window that shows that it is still going; above 0.</param>
/// <param name="Factor">The burn rate that both must exceed; above 0.</param>
public sealed record BurnRateTier(string Severity, TimeSpan LongWindow, TimeSpan ShortWindow, decimal Factor)
{
    /// <summary>Somebody is woken up.</summary>
    public const string Page = "page";

    /// <summary>Somebody looks at it on the next working day.</summary>
    public const string Ticket = "ticket";

    /// <summary>Gets all severities, the highest first.</summary>
    public static IReadOnlyList<string> Severities { get; } = [Page, Ticket];

    /// <summary>Returns the share of a window's budget, in percent, that is spent when the alert fires at its factor.</summary>
    /// <param name="window">The objective's window; above 0.</param>
    public decimal BudgetPercentOf(TimeSpan window) => Factor * LongWindow.Ticks / window.Ticks * 100m;
}
