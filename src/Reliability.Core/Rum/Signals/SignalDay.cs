namespace Reliability.Core.Rum.Signals;

/// <summary>What a round tells about the sessions, errors and business of one site on one day (UTC).</summary>
/// <remarks>The same for the records of the round in any order.</remarks>
public sealed class SignalDay
{
    private readonly Dictionary<ulong, RumSession> _sessions = [];
    private readonly Dictionary<(ulong Fingerprint, bool IsBot), ErrorGroup> _errors = [];
    private readonly List<(DateTimeOffset At, BusinessEvent Event)> _business = [];
    private readonly HashSet<string> _steps;
    private DateTimeOffset _latest;

    private SignalDay(string site, DateTimeOffset day, IReadOnlyList<RumFunnel> funnels) =>
        (Site, Day, Funnels, _steps) = (site, day, funnels, [.. funnels.SelectMany(funnel => funnel.Steps)]);

    /// <summary>Gets the site's name.</summary>
    public string Site { get; }

    /// <summary>Gets the start of the day.</summary>
    public DateTimeOffset Day { get; }

    /// <summary>Gets the site's funnels.</summary>
    public IReadOnlyList<RumFunnel> Funnels { get; }

    /// <summary>Gets what the round adds to each session, by the hash of its id.</summary>
    public IReadOnlyDictionary<ulong, RumSession> Sessions => _sessions;

    /// <summary>Gets the errors, by fingerprint; sessions are not counted in.</summary>
    public IReadOnlyDictionary<(ulong Fingerprint, bool IsBot), ErrorGroup> Errors => _errors;

    /// <summary>Gets the business events.</summary>
    public IReadOnlyList<(DateTimeOffset At, BusinessEvent Event)> Business => _business;

    /// <summary>Gets how much of the day had gone when the last record came in: 0 to 1.</summary>
    public double ShareOfDayGone => Math.Clamp((_latest - Day) / TimeSpan.FromDays(1), 0, 1);

    /// <summary>Sorts records by site and day.</summary>
    /// <param name="records">The records of a round.</param>
    /// <param name="funnels">Gets the funnels of a site.</param>
    /// <returns>In order of site and day; days of which the records tell nothing of interest here are left out.</returns>
    public static IReadOnlyList<SignalDay> Of(IEnumerable<RumRecord> records, Func<string, IReadOnlyList<RumFunnel>> funnels)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(funnels);
        var days = new Dictionary<(string Site, DateTimeOffset Day), SignalDay>();
        foreach (var record in records)
        {
            SignalDay DayAt(DateTimeOffset at)
            {
                var key = (record.Site, new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero));
                if (!days.TryGetValue(key, out var day)) days.Add(key, day = new SignalDay(record.Site, key.Item2, funnels(record.Site)));
                if (record.ReceivedAt > day._latest) day._latest = record.ReceivedAt;
                return day;
            }

            foreach (var sample in record.Samples)
            {
                var at = record.ReceivedAt.AddSeconds(-sample.AgeSeconds);
                if (sample.Session != 0) DayAt(at).Session(sample.Session).Observe(at.ToUnixTimeMilliseconds(), sample);
            }

            foreach (var happened in record.Events)
            {
                var at = record.ReceivedAt.AddSeconds(-happened.AgeSeconds);
                if (happened is ErrorEvent or BusinessEvent || happened.Session != 0) DayAt(at).Add(at, happened);
            }
        }

        return [.. days.Values.OrderBy(day => day.Site, StringComparer.Ordinal).ThenBy(day => day.Day)];
    }

    private void Add(DateTimeOffset at, RumEvent happened)
    {
        if (happened is ErrorEvent error)
        {
            var key = (ErrorFingerprint.Of(error), error.Dimensions.IsBot);
            if (!_errors.TryGetValue(key, out var group)) _errors.Add(key, group = new ErrorGroup());
            group.Add(at.ToUnixTimeMilliseconds(), error);
        }
        else if (happened is BusinessEvent business)
        {
            _business.Add((at, business));
        }

        if (happened.Session != 0) Session(happened.Session).Observe(at.ToUnixTimeMilliseconds(), happened, _steps.Contains);
    }

    private RumSession Session(ulong hash)
    {
        if (!_sessions.TryGetValue(hash, out var session)) _sessions.Add(hash, session = new RumSession());
        return session;
    }
}
