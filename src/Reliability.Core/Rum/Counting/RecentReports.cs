namespace Reliability.Core.Rum.Counting;

/// <summary>Remembers what was counted lately, so that a report of the same measurement replaces it and a copy of a request is passed over.</summary>
/// <remarks>
/// <para>What it holds after a round depends on the rounds of the last hour alone, by the clock of the requests, and not on where
/// reading began: a process that restores those rounds holds the same as one that worked them off.</para>
/// <para>At most <see cref="Capacity"/> reports of at most <see cref="MaxRounds"/> rounds; the oldest are forgotten first. Not thread-safe.</para>
/// </remarks>
public sealed class RecentReports
{
    /// <summary>The longest time between two requests with reports of one measurement, in milliseconds: half an hour. After more it counts again.</summary>
    public const long WindowMilliseconds = 30 * 60_000;

    /// <summary>How long rounds are remembered, in milliseconds. The second half hour is for requests that are read out of order.</summary>
    public const long MemoryMilliseconds = 2 * WindowMilliseconds;

    /// <summary>The most rounds remembered, so that a clock that is hours ahead cannot keep them for hours.</summary>
    public const long MaxRounds = 5_000;

    private const int MaxPlaces = 50_000;

    private readonly Dictionary<ulong, (RecentReport Report, long Round)> _reports = [];
    private readonly Dictionary<ReportPlace, ReportPlace> _places = [];
    private readonly Queue<RememberedRound> _rounds = new();
    private int _forgottenOfOldest;

    /// <summary>Makes an empty memory.</summary>
    /// <param name="capacity">The most reports remembered; about 100 bytes each.</param>
    public RecentReports(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
    }

    /// <summary>Gets the most reports remembered.</summary>
    public int Capacity { get; }

    /// <summary>Gets the number of reports remembered, those included that a later one replaced.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the round remembered last; 0 before the first.</summary>
    public long Round { get; private set; }

    /// <summary>Gets the latest time a request came in, in Unix milliseconds; 0 before the first.</summary>
    public long Latest { get; private set; }

    /// <summary>Gets how many reports were forgotten before their time, for want of room.</summary>
    public long Evicted { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _reports.Clear();
        _places.Clear();
        _rounds.Clear();
        (Round, Latest, Count, _forgottenOfOldest) = (0, 0, 0, 0);
    }

    /// <summary>Decides what a round counts; changes nothing yet.</summary>
    /// <param name="round">Number of the round.</param>
    /// <param name="records">What came in, in the order read.</param>
    public RoundCount Decide(long round, IEnumerable<RumRecord> records) => new(this, round, records, null);

    /// <summary>Remembers a round whose effects are stored.</summary>
    /// <param name="count">What was decided about it, resolved.</param>
    public void Remember(RoundCount count)
    {
        ArgumentNullException.ThrowIfNull(count);
        (Round, Latest) = (count.Round, count.Latest);
        if (_places.Count > MaxPlaces) _places.Clear();
        var keys = new List<ulong>();
        foreach (var (key, report) in count.Remaining())
        {
            _reports[key] = (report with { Place = Shared(report.Place) }, Round);
            keys.Add(key);
        }

        if (keys.Count > 0) _rounds.Enqueue(new RememberedRound(Round, Latest, [.. keys]));
        Count += keys.Count;
        Forget();
    }

    internal bool TryFind(ulong key, out RecentReport report)
    {
        var isKnown = _reports.TryGetValue(key, out var found);
        report = found.Report;
        return isKnown;
    }

    /// <summary>Gets the first round that is still remembered when a further one is.</summary>
    internal long FirstNeeded(long round, long latest)
    {
        foreach (var remembered in _rounds)
        {
            if (!IsOver(remembered, round, latest)) return remembered.Number;
        }

        return round;
    }

    private static bool IsOver(RememberedRound remembered, long round, long latest) =>
        latest - remembered.Latest > MemoryMilliseconds || round - remembered.Number >= MaxRounds;

    private void Forget()
    {
        while (_rounds.TryPeek(out var oldest))
        {
            var isOver = IsOver(oldest, Round, Latest);
            if (!isOver && Count <= Capacity) break;
            ForgetOne(oldest, isOver);
        }

        // What is left of a busy hour should not keep its room for ever.
        if (_reports.EnsureCapacity(0) is > 65_536 and var room && room / 4 > _reports.Count) _reports.TrimExcess();
    }

    private void ForgetOne(RememberedRound oldest, bool isOver)
    {
        var key = oldest.Keys[_forgottenOfOldest++];
        if (_reports.TryGetValue(key, out var found) && found.Round == oldest.Number)
        {
            _reports.Remove(key);
            if (!isOver) Evicted++;
        }

        Count--;
        if (_forgottenOfOldest < oldest.Keys.Length) return;
        _rounds.Dequeue();
        _forgottenOfOldest = 0;
    }

    private ReportPlace? Shared(ReportPlace? place)
    {
        if (place is null) return null;
        if (_places.TryGetValue(place, out var known)) return known;
        _places.Add(place, place);
        return place;
    }

    private sealed record RememberedRound(long Number, long Latest, ulong[] Keys);
}
