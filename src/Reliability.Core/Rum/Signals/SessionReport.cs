using System.Globalization;

namespace Reliability.Core.Rum.Signals;

/// <summary>Sessions, the latest begin first.</summary>
/// <param name="From">Start of the time asked for.</param>
/// <param name="To">End of it; not included.</param>
/// <param name="Sessions">The sessions.</param>
/// <param name="SessionsNotKept">About how many more sessions there were on these days that no row was kept of.</param>
/// <param name="Continuation">Where the list goes on; null at its end. A list may go on after fewer sessions than asked for.</param>
public sealed record SessionsReport(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<SessionReport> Sessions, long SessionsNotKept, string? Continuation);

/// <summary>One session.</summary>
/// <param name="Id">Hash of its id, 16 hexadecimal digits.</param>
/// <param name="Start">When it was first seen on that day.</param>
/// <param name="End">When it was last seen on that day.</param>
/// <param name="EntryPage">Page of the first event.</param>
/// <param name="Device">Kind of device.</param>
/// <param name="Connection">Effective connection type.</param>
/// <param name="Release">Release of the page; empty when not told.</param>
/// <param name="Bot">Whether the visitor is a program.</param>
/// <param name="Views">Pages and routes entered; null when activity was not told.</param>
/// <param name="Interactions">Clicks, taps and keys; null when not told.</param>
/// <param name="RageClicks">Clicks repeated in anger; null when not told.</param>
/// <param name="EngagedSeconds">How long pages were seen; null when not told.</param>
/// <param name="Bounced">Whether the visitor left at once; null when not told.</param>
/// <param name="Errors">Number of errors.</param>
/// <param name="ErrorFingerprints">Their kinds, as <c>/errors</c> names them.</param>
/// <param name="Vitals">What was measured, by metric.</param>
/// <param name="Funnels">The funnels begun.</param>
/// <param name="Business">Business events, by metric.</param>
/// <param name="Score">How good it was.</param>
public sealed record SessionReport(
    string Id, DateTimeOffset Start, DateTimeOffset End, string EntryPage, string Device, string Connection, string Release, bool Bot,
    long? Views, long? Interactions, long? RageClicks, double? EngagedSeconds, bool? Bounced, long Errors, IReadOnlyList<string> ErrorFingerprints,
    IReadOnlyDictionary<string, SessionVitalReport> Vitals, IReadOnlyList<SessionFunnelReport> Funnels, IReadOnlyDictionary<string, AmountReport> Business, SessionScore Score)
{
    /// <summary>Tells about a session.</summary>
    /// <param name="hash">Hash of its id.</param>
    /// <param name="session">What is known.</param>
    /// <param name="funnels">The site's funnels.</param>
    public static SessionReport Of(ulong hash, RumSession session, IReadOnlyList<RumFunnel> funnels)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(funnels);
        var entry = session.Entry!;
        var isTold = session.Reports > 0;
        return new SessionReport(
            Hex(hash), DateTimeOffset.FromUnixTimeMilliseconds(session.FirstSeen), DateTimeOffset.FromUnixTimeMilliseconds(session.LastSeen),
            entry.Page, entry.Device.Name(), entry.Connection.Name(), entry.Release, session.IsBot,
            isTold ? session.Views : null, isTold ? session.Interactions : null, isTold ? session.RageClicks : null, isTold ? session.EngagedMilliseconds / 1_000.0 : null,
            session.IsBounce, session.Errors, [.. session.Fingerprints.Select(Hex)],
            Enum.GetValues<VitalMetric>().Where(metric => session.Vital(metric) is not null).ToDictionary(metric => metric.ToString(), metric => SessionVitalReport.Of(metric, session.Vital(metric)!.Value)),
            [.. funnels.Select(funnel => new SessionFunnelReport(funnel.Name, FunnelProgress.Reached(funnel, session).Count, funnel.Steps.Count)).Where(funnel => funnel.Step > 0)],
            session.Business.ToDictionary(pair => pair.Key, pair => AmountReport.Of(pair.Value)),
            SessionScore.Of(session));
    }

    internal static string Hex(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}

/// <summary>What a session measured of one metric.</summary>
/// <param name="Worst">Largest value.</param>
/// <param name="Latest">Value measured last.</param>
/// <param name="Rating">Of the worst value: <c>good</c>, <c>needs-improvement</c>, <c>poor</c>; null for timings, which have no limits.</param>
public sealed record SessionVitalReport(double Worst, double Latest, string? Rating)
{
    internal static SessionVitalReport Of(VitalMetric metric, SessionVital vital) => new(
        SessionSpreads.RoundedAs(metric, vital.Worst),
        SessionSpreads.RoundedAs(metric, vital.Latest),
        metric > VitalMetric.FID ? null : RumSelection.Ratings.First(rating => rating.Value == VitalThresholds.For(metric).Rate(vital.Worst)).Key);
}

/// <summary>How far a session came in a funnel.</summary>
/// <param name="Name">The funnel.</param>
/// <param name="Step">Steps reached, 1 or more.</param>
/// <param name="Steps">Steps there are.</param>
public sealed record SessionFunnelReport(string Name, int Step, int Steps);

/// <summary>What came of a business metric.</summary>
/// <param name="Count">Number of events.</param>
/// <param name="Sum">Sum of values.</param>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
public sealed record AmountReport(long Count, decimal Sum, decimal Min, decimal Max)
{
    internal static AmountReport Of(BusinessAmount amount) => new(amount.Count, amount.Sum, amount.Min, amount.Max);
}
