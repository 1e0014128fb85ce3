namespace Reliability.Core.Rum.Signals;

/// <summary>What is known of one visitor's session on one day (UTC). A session that lasts over midnight is one on each day.</summary>
/// <remarks>
/// <para><see cref="Merge"/> is associative and commutative, so neither the order of events matters nor how they are split into
/// requests and rounds. One exception: of more than <see cref="MaxBusinessMetrics"/> business metrics those that came first are kept.</para>
/// <para>Times are in milliseconds since 1970. Not thread-safe.</para>
/// </remarks>
public sealed class RumSession
{
    /// <summary>The most kinds of error that are remembered: those with the smallest fingerprints.</summary>
    public const int MaxFingerprints = 16;

    /// <summary>The most business metrics that are remembered.</summary>
    public const int MaxBusinessMetrics = 8;

    internal const int Metrics = (int)VitalMetric.PageLoad + 1;

    // What one report can tell is bounded, so that one sender cannot make a site's averages absurd.
    private const int MostPerReport = 10_000;
    private const double MostSecondsPerReport = 86_400;

    private readonly SessionVital?[] _vitals = new SessionVital?[Metrics];
    private readonly SortedSet<ulong> _fingerprints = [];
    private readonly SortedDictionary<string, StepTimes> _steps = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, BusinessAmount> _business = new(StringComparer.Ordinal);

    /// <summary>Gets when it was first seen; <see cref="long.MaxValue"/> before anything was.</summary>
    public long FirstSeen { get; internal set; } = long.MaxValue;

    /// <summary>Gets when it was last seen.</summary>
    public long LastSeen { get; internal set; } = long.MinValue;

    /// <summary>Gets where the first event happened: page, device, connection, release; null before anything was seen.</summary>
    public VitalDimensions? Entry { get; internal set; }

    /// <summary>Gets whether any event came from a program.</summary>
    public bool IsBot { get; internal set; }

    /// <summary>Gets the number of reports about the visitor's activity; without any, views and bounces are not known.</summary>
    public long Reports { get; internal set; }

    /// <summary>Gets the pages and routes entered, as told.</summary>
    public long Views { get; internal set; }

    /// <summary>Gets the clicks, taps and keys.</summary>
    public long Interactions { get; internal set; }

    /// <summary>Gets the clicks repeated in anger.</summary>
    public long RageClicks { get; internal set; }

    /// <summary>Gets how long pages were seen, in milliseconds.</summary>
    public long EngagedMilliseconds { get; internal set; }

    /// <summary>Gets the number of errors.</summary>
    public long Errors { get; internal set; }

    /// <summary>Gets the kinds of error seen, by fingerprint, in ascending order.</summary>
    public IReadOnlyCollection<ulong> Fingerprints => _fingerprints;

    /// <summary>Gets when steps of funnels were taken, by the name of the step.</summary>
    public IReadOnlyDictionary<string, StepTimes> Steps => _steps;

    /// <summary>Gets the business metrics, by name.</summary>
    public IReadOnlyDictionary<string, BusinessAmount> Business => _business;

    /// <summary>Gets or sets the keys of the funnels that count it, in ascending order.</summary>
    public IReadOnlyList<ulong> CountedIn { get; set; } = [];

    /// <summary>Gets whether the visitor left at once: one view, no interaction, and less than 10 seconds; null when activity was not told.</summary>
    public bool? IsBounce => Reports == 0 ? null : Views <= 1 && Interactions == 0 && EngagedMilliseconds < 10_000;

    /// <summary>Gets what was measured of a metric; null when it was not.</summary>
    public SessionVital? Vital(VitalMetric metric) => _vitals[(int)metric];

    /// <summary>Adds a measurement.</summary>
    /// <param name="at">When it was made.</param>
    /// <param name="sample">An accepted sample.</param>
    public void Observe(long at, in VitalSample sample)
    {
        See(at, sample.Dimensions);
        MergeVital((int)sample.Metric, new SessionVital(sample.Value, sample.Value, at));
    }

    /// <summary>Adds an event.</summary>
    /// <param name="at">When it happened.</param>
    /// <param name="happened">The event; kinds that tell nothing about a session only count as a sign of life.</param>
    /// <param name="isStep">Tells which names are steps of a funnel.</param>
    public void Observe(long at, RumEvent happened, Func<string, bool> isStep)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(isStep);
        See(at, happened.Dimensions);
        switch (happened)
        {
            case ErrorEvent error:
                Errors += error.Count;
                AddFingerprint(ErrorFingerprint.Of(error));
                break;
            case StepEvent step when isStep(step.Name):
                MergeStep(step.Name, StepTimes.At(at));
                break;
            case BusinessEvent business:
                MergeBusiness(business.Metric, BusinessAmount.Of(business.Value));
                break;
            case ActivityEvent activity:
                Reports++;
                Views += Math.Clamp(activity.Views, 0, MostPerReport);
                Interactions += Math.Clamp(activity.Interactions, 0, MostPerReport);
                RageClicks += Math.Clamp(activity.RageClicks, 0, MostPerReport);
                EngagedMilliseconds += (long)Math.Round(Math.Clamp(activity.EngagedSeconds, 0, MostSecondsPerReport) * 1_000);
                break;
        }
    }

    /// <summary>Adds everything that is known of the same session from elsewhere; that is left unchanged.</summary>
    public void Merge(RumSession other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Entry is { } entry) See(other.FirstSeen, entry);
        LastSeen = Math.Max(LastSeen, other.LastSeen);
        IsBot |= other.IsBot;
        Reports += other.Reports;
        Views += other.Views;
        Interactions += other.Interactions;
        RageClicks += other.RageClicks;
        EngagedMilliseconds += other.EngagedMilliseconds;
        Errors += other.Errors;
        for (var metric = 0; metric < Metrics; metric++)
        {
            if (other._vitals[metric] is { } vital) MergeVital(metric, vital);
        }

        foreach (var fingerprint in other._fingerprints) AddFingerprint(fingerprint);
        foreach (var (name, times) in other._steps) MergeStep(name, times);
        foreach (var (metric, amount) in other._business) MergeBusiness(metric, amount);
    }

    internal void MergeVital(int metric, SessionVital vital) => _vitals[metric] = _vitals[metric] is { } known ? known.With(vital) : vital;

    internal void AddFingerprint(ulong fingerprint)
    {
        _fingerprints.Add(fingerprint);
        if (_fingerprints.Count > MaxFingerprints) _fingerprints.Remove(_fingerprints.Max);
    }

    internal void MergeStep(string name, StepTimes times) => _steps[name] = _steps.TryGetValue(name, out var known) ? known.With(times) : times;

    internal void MergeBusiness(string metric, BusinessAmount amount)
    {
        if (_business.TryGetValue(metric, out var known)) _business[metric] = known.With(amount);
        else if (_business.Count < MaxBusinessMetrics) _business.Add(metric, amount);
    }

    private void See(long at, VitalDimensions dimensions)
    {
        IsBot |= dimensions.IsBot;
        LastSeen = Math.Max(LastSeen, at);
        if (at > FirstSeen || (at == FirstSeen && Compare(dimensions, Entry!) >= 0)) return;
        (FirstSeen, Entry) = (at, dimensions);
    }

    private static int Compare(VitalDimensions one, VitalDimensions other)
    {
        var order = string.CompareOrdinal(one.Page, other.Page);
        if (order == 0) order = one.Device.CompareTo(other.Device);
        if (order == 0) order = one.Connection.CompareTo(other.Connection);
        return order != 0 ? order : string.CompareOrdinal(one.Release, other.Release);
    }
}

/// <summary>What a session measured of one metric.</summary>
/// <param name="Worst">The largest value.</param>
/// <param name="Latest">The value measured last; the larger of two at once.</param>
/// <param name="LatestAt">When, in milliseconds since 1970.</param>
public readonly record struct SessionVital(double Worst, double Latest, long LatestAt)
{
    /// <summary>Adds what else was measured of the same metric.</summary>
    public SessionVital With(SessionVital other)
    {
        var isLater = other.LatestAt > LatestAt || (other.LatestAt == LatestAt && other.Latest > Latest);
        return (isLater ? other : this) with { Worst = Math.Max(Worst, other.Worst) };
    }
}
