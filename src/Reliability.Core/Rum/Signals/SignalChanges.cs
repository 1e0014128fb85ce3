using System.Globalization;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>What the totals of a site and day gain by a round: the events of the round, and the difference it makes to sessions.</summary>
/// <remarks>Totals of sessions are always the sum of what the sessions' present states contribute. So a session that changed is taken back as it was
/// and added as it is, and totals follow whatever becomes known later: another error, a worse value, an earlier start.</remarks>
public sealed class SignalChanges
{
    private readonly DayAdmissions _admissions;
    private readonly SignalDay _day;
    private readonly IReadOnlyList<(ulong Key, RumFunnel Funnel)> _funnels;
    private readonly SortedDictionary<string, ISignalTotals> _totals = new(StringComparer.Ordinal);

    /// <summary>Starts with the events of a round.</summary>
    /// <param name="day">What came in.</param>
    /// <param name="admissions">What is kept apart.</param>
    public SignalChanges(SignalDay day, DayAdmissions admissions)
    {
        ArgumentNullException.ThrowIfNull(day);
        (_day, _admissions) = (day, admissions);
        _funnels = [.. day.Funnels.Select(funnel => (FunnelProgress.KeyOf(funnel), funnel))];
        foreach (var ((fingerprint, isBot), group) in day.Errors) Group(fingerprint, isBot).Merge(group);
        foreach (var (key, totals) in _totals)
        {
            if (SignalKey.IsOtherErrors(key)) ((ErrorGroup)totals).Anonymise();
        }

        foreach (var (at, happened) in day.Business)
        {
            var metric = admissions.Resolve(happened.Metric);
            TotalsOf<BusinessTotals>(SignalKey.Business(metric, happened.Dimensions.IsBot)).Add(metric, at, happened);
        }
    }

    /// <summary>Gets what changes, by <see cref="SignalKey"/>, in order.</summary>
    public IEnumerable<KeyValuePair<string, ISignalTotals>> Totals => _totals.Where(pair => !pair.Value.IsEmpty);

    /// <summary>Adds the difference that the round makes to a session that has a row.</summary>
    /// <param name="hash">Hash of the session's id: one of the day's.</param>
    /// <param name="before">The session before the round; null for a new one.</param>
    /// <returns>The session after the round. <paramref name="before"/> is not changed.</returns>
    public RumSession Change(ulong hash, RumSession? before)
    {
        var after = before is null ? new RumSession() : RumSessionCodec.Decode(RumSessionCodec.Encode(before));
        after.Merge(_day.Sessions[hash]);
        after.CountedIn = [.. _funnels.Select(funnel => funnel.Key).Distinct().Order()];
        if (before is not null) Contribute(before, -1);
        Contribute(after, 1);
        return after;
    }

    private void Contribute(RumSession session, int times)
    {
        var hour = DateTimeOffset.FromUnixTimeMilliseconds(session.FirstSeen).Hour;
        TotalsOf<SessionTotals>(SignalKey.Sessions(hour, session.IsBot)).Add(session, times);
        foreach (var group in session.Fingerprints.Select(_admissions.Resolve).Distinct()) Group(group, session.IsBot).Add(session, times);
        foreach (var (key, funnel) in _funnels)
        {
            if (session.CountedIn.Contains(key)) TotalsOf<FunnelTotals>(SignalKey.Funnel(key, session.IsBot)).Add(funnel, session, times);
        }
    }

    private ErrorGroup Group(ulong fingerprint, bool isBot) => TotalsOf<ErrorGroup>(SignalKey.Errors(_admissions.Resolve(fingerprint), isBot));

    private T TotalsOf<T>(string key)
        where T : class, ISignalTotals, new()
    {
        if (!_totals.TryGetValue(key, out var totals)) _totals.Add(key, totals = new T());
        return (T)totals;
    }
}

/// <summary>Names of a day's totals: a letter for the kind, what they are about, and <c>|bot</c> for those of programs.</summary>
public static class SignalKey
{
    /// <summary>Starts the names of totals of sessions.</summary>
    public const string SessionsPrefix = "h|";

    /// <summary>Starts the names of error groups.</summary>
    public const string ErrorsPrefix = "e|";

    /// <summary>Starts the names of totals of business metrics.</summary>
    public const string BusinessPrefix = "b|";

    private const string BotSuffix = "|bot";

    /// <summary>Names the totals of sessions that began in an hour.</summary>
    public static string Sessions(int hour, bool isBot) => Of(SessionsPrefix, hour.ToString("00", CultureInfo.InvariantCulture), isBot);

    /// <summary>Returns the hour of totals of sessions, 0 to 23.</summary>
    /// <param name="key">What <see cref="Sessions"/> returned.</param>
    public static int HourOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return int.Parse(key.AsSpan(SessionsPrefix.Length, 2), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Names an error group.</summary>
    public static string Errors(ulong fingerprint, bool isBot) => Of(ErrorsPrefix, fingerprint.ToString("x16", CultureInfo.InvariantCulture), isBot);

    /// <summary>Names a funnel's totals.</summary>
    public static string Funnel(ulong key, bool isBot) => Of("f|", key.ToString("x16", CultureInfo.InvariantCulture), isBot);

    /// <summary>Names the totals of a business metric.</summary>
    public static string Business(string metric, bool isBot) => Of(BusinessPrefix, Hash64.Of(metric.AsSpan()).ToString("x16", CultureInfo.InvariantCulture), isBot);

    /// <summary>Tells whether totals are those of programs.</summary>
    public static bool IsBot(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.EndsWith(BotSuffix, StringComparison.Ordinal);
    }

    internal static bool IsOtherErrors(string key) => key == Errors(ErrorFingerprint.Other, false) || key == Errors(ErrorFingerprint.Other, true);

    private static string Of(string prefix, string id, bool isBot) => $"{prefix}{id}{(isBot ? BotSuffix : "")}";
}
