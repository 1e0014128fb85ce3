using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>How LCP, INP and CLS are spread over some sessions, by the worst value of each session.</summary>
/// <remarks>A group under <see cref="Merge"/>, like the <see cref="ValueBins"/> it consists of. Not thread-safe.</remarks>
public sealed class SessionSpreads
{
    /// <summary>The metrics, in the order stored.</summary>
    public static readonly IReadOnlyList<VitalMetric> Metrics = [VitalMetric.LCP, VitalMetric.INP, VitalMetric.CLS];

    private readonly ValueBins[] _bins = [new(), new(), new()];
    private readonly long[] _ratings = new long[9];

    /// <summary>Gets whether nothing is counted.</summary>
    public bool IsEmpty => _bins.All(bins => bins.IsEmpty) && _ratings.All(count => count == 0);

    /// <summary>Adds a session.</summary>
    /// <param name="session">What is known of it.</param>
    /// <param name="times">1, or −1 to take it back.</param>
    public void Add(RumSession session, int times)
    {
        ArgumentNullException.ThrowIfNull(session);
        for (var i = 0; i < Metrics.Count; i++)
        {
            if (session.Vital(Metrics[i]) is not { } vital) continue;
            _bins[i].Add(vital.Worst, times);
            _ratings[(3 * i) + (int)VitalThresholds.For(Metrics[i]).Rate(vital.Worst)] += times;
        }
    }

    /// <summary>Adds every count of another one, which is left unchanged.</summary>
    public void Merge(SessionSpreads other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < _bins.Length; i++) _bins[i].Merge(other._bins[i]);
        for (var i = 0; i < _ratings.Length; i++) _ratings[i] += other._ratings[i];
    }

    /// <summary>Gets what is told of each metric, by its name; only of those that any session measured.</summary>
    public IReadOnlyDictionary<string, SpreadReport> Report()
    {
        var report = new Dictionary<string, SpreadReport>();
        for (var i = 0; i < Metrics.Count; i++)
        {
            if (_bins[i].Quantile(0.75) is not { } p75) continue;
            var counts = _ratings.AsSpan(3 * i, 3);
            report.Add(Metrics[i].ToString(), new SpreadReport(counts[0] + counts[1] + counts[2], RoundedAs(Metrics[i], p75), counts[0], counts[1], counts[2]));
        }

        return report;
    }

    /// <summary>Rounds a value to the digits it is good for: 0.1 ms, and 0.0001 for CLS.</summary>
    internal static double RoundedAs(VitalMetric metric, double value) => Math.Round(value, metric == VitalMetric.CLS ? 4 : 1);

    internal void WriteTo(RecordWriter destination)
    {
        foreach (var bins in _bins) bins.WriteTo(destination);
        foreach (var count in _ratings) destination.Signed(count);
    }

    internal static SessionSpreads Read(ref RecordReader reader)
    {
        var spreads = new SessionSpreads();
        for (var i = 0; i < spreads._bins.Length; i++) spreads._bins[i] = ValueBins.Read(ref reader);
        for (var i = 0; i < spreads._ratings.Length; i++) spreads._ratings[i] = reader.Signed();
        return spreads;
    }
}

/// <summary>How the worst values of a metric are spread over some sessions.</summary>
/// <param name="Sessions">Number of sessions that measured it.</param>
/// <param name="P75">75th percentile, within 2 %.</param>
/// <param name="Good">Exact number of sessions whose worst value was good.</param>
/// <param name="NeedsImprovement">… needed improvement.</param>
/// <param name="Poor">… was poor.</param>
public sealed record SpreadReport(long Sessions, double P75, long Good, long NeedsImprovement, long Poor);
