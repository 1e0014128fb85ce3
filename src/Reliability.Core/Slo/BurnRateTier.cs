namespace Reliability.Core.Slo;

/// <summary>One alert on burn rates: it fires while the rates of both windows are above the factor.</summary>
/// <param name="Severity">Who is told: <see cref="Page"/> or <see cref="Ticket"/>; with a <see cref="Condition"/> any word of its document.</param>
/// <param name="LongWindow">The window that shows that enough budget is gone to matter; above 0.</param>
/// <param name="ShortWindow">The window that shows that it is still going; above 0, with a <see cref="Condition"/> the same as <paramref name="LongWindow"/>.</param>
/// <param name="Factor">The burn rate that both must exceed; above 0 unless a <see cref="Condition"/> compares otherwise.</param>
public sealed record BurnRateTier(string Severity, TimeSpan LongWindow, TimeSpan ShortWindow, decimal Factor)
{
    /// <summary>Somebody is woken up.</summary>
    public const string Page = "page";

    /// <summary>Somebody looks at it on the next working day.</summary>
    public const string Ticket = "ticket";

    /// <summary>Gets all severities of burn-rate policies, the highest first.</summary>
    public static IReadOnlyList<string> Severities { get; } = [Page, Ticket];

    /// <summary>Gets what an AlertPolicy asks for; null for an alert of a burn-rate policy, over two windows.</summary>
    public BurnRateCondition? Condition { get; init; }

    /// <summary>Makes the alert of an AlertPolicy, over one window.</summary>
    /// <param name="severity">The severity as the document has it.</param>
    /// <param name="window">The window; above 0.</param>
    /// <param name="threshold">What the rate is held against.</param>
    /// <param name="condition">How, and who is told.</param>
    public static BurnRateTier Of(string severity, TimeSpan window, decimal threshold, BurnRateCondition condition) =>
        new(severity, window, window, threshold) { Condition = condition };

    /// <summary>Returns the share of a window's budget, in percent, that is spent when the alert fires at its factor.</summary>
    /// <param name="window">The objective's window; above 0.</param>
    public decimal BudgetPercentOf(TimeSpan window) => Factor * LongWindow.Ticks / window.Ticks * 100m;

    /// <summary>Tells whether two rates make the alert fire: true when both do, false when one does not, null when that is not known.</summary>
    /// <param name="longRate">The rate of the long window; null when not known.</param>
    /// <param name="shortRate">The rate of the short window; null when not known.</param>
    public bool? IsBreachedBy(decimal? longRate, decimal? shortRate) => (IsBreachedBy(longRate), IsBreachedBy(shortRate)) switch
    {
        (false, _) or (_, false) => false,
        (true, true) => true,
        _ => null,
    };

    private bool? IsBreachedBy(decimal? rate) => rate is not { } known ? null : Condition?.Comparison switch
    {
        BurnRateComparison.Gte => known >= Factor,
        BurnRateComparison.Lt => known < Factor,
        BurnRateComparison.Lte => known <= Factor,
        _ => known > Factor,
    };
}
