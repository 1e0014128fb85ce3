namespace Reliability.Core.Rum.Signals;

/// <summary>Kinds of error: those that most sessions saw first, ties by number of errors.</summary>
/// <param name="From">Start of the first day.</param>
/// <param name="To">End of the last day.</param>
/// <param name="Sessions">All sessions of these days, to compare with.</param>
/// <param name="Errors">The kinds.</param>
/// <param name="Continuation">Where the list goes on; null at its end.</param>
public sealed record ErrorsReport(DateTimeOffset From, DateTimeOffset To, AllSessionsReport Sessions, IReadOnlyList<ErrorReport> Errors, string? Continuation);

/// <summary>All sessions of some days.</summary>
/// <param name="Count">Their number.</param>
/// <param name="WithErrors">Number of those with an error.</param>
/// <param name="Vitals">How their vitals are spread, by metric: by the worst value of each session.</param>
public sealed record AllSessionsReport(long Count, long WithErrors, IReadOnlyDictionary<string, SpreadReport> Vitals)
{
    /// <summary>Tells about sessions.</summary>
    public static AllSessionsReport Of(SessionTotals totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        return new AllSessionsReport(totals.Sessions, totals.WithErrors, totals.Spreads.Report());
    }
}

/// <summary>One kind of error.</summary>
/// <param name="Fingerprint">Its name: 16 hexadecimal digits, or <c>__other__</c> for all that have no group of their own.</param>
/// <param name="Type">Class of the error, or type of the browser's report.</param>
/// <param name="Message">Message of the first one.</param>
/// <param name="Stack">Stack of the first one; may be empty.</param>
/// <param name="Count">Number of errors.</param>
/// <param name="Sessions">Number of sessions that saw one; one that lasted over midnight counts on each day.</param>
/// <param name="SessionShare">Their share of all sessions: 0 to 1; null without sessions.</param>
/// <param name="FirstSeen">When the first one happened.</param>
/// <param name="LastSeen">When the last one happened.</param>
/// <param name="Pages">Where they happened, most first; at most ten of a day told apart.</param>
/// <param name="Releases">In which releases.</param>
/// <param name="Vitals">How the vitals of the sessions that saw one are spread, by metric.</param>
public sealed record ErrorReport(
    string Fingerprint, string Type, string Message, string Stack, long Count, long Sessions, double? SessionShare, DateTimeOffset FirstSeen, DateTimeOffset LastSeen,
    IReadOnlyList<NamedCount> Pages, IReadOnlyList<NamedCount> Releases, IReadOnlyDictionary<string, SpreadReport> Vitals)
{
    /// <summary>Tells about a group that any error was counted in.</summary>
    public static ErrorReport Of(ulong fingerprint, ErrorGroup group, SessionTotals all)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(all);
        return new ErrorReport(
            fingerprint == ErrorFingerprint.Other ? LabelCatalogue.Other : SessionReport.Hex(fingerprint),
            group.Type, group.Message, group.Stack, group.Count, group.Sessions, Ratio.Of(group.Sessions, all.Sessions),
            DateTimeOffset.FromUnixTimeMilliseconds(group.FirstSeen), DateTimeOffset.FromUnixTimeMilliseconds(group.LastSeen),
            [.. group.Pages.Ranked.Take(TopCounts.MaxNames)], [.. group.Releases.Ranked.Take(TopCounts.MaxNames)], group.Spreads.Report());
    }
}

internal static class Ratio
{
    /// <summary>Divides, to four digits; null when there is nothing to divide by.</summary>
    public static double? Of(long part, long whole) => whole > 0 ? Math.Round((double)part / whole, 4) : null;
}
