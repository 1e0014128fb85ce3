namespace Reliability.Core.Slo.Reports;

/// <summary>Judges an objective by a part of its window, such as a day or an hour, with the engine that judges the whole.</summary>
internal sealed class SloStretch
{
    private readonly ServiceLevelObjective _slo;
    private readonly IReadOnlyList<SloCorrection> _corrections;
    private readonly Dictionary<long, List<SliPoint>>[] _buckets;
    private readonly long _length;

    /// <summary>Sorts what was counted into stretches.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="observed">What was counted.</param>
    /// <param name="length">The length of a stretch: whole minutes. Stretches follow each other from midnight UTC on 1 January of the year 1.</param>
    public SloStretch(ServiceLevelObjective slo, SloObservations observed, TimeSpan length)
    {
        (_slo, _corrections, _length) = (slo, observed.Corrections, length.Ticks);
        _buckets = [.. observed.Members.Select(Sort)];
    }

    /// <summary>Judges the stretch that starts at an instant, up to another instant; null when that is less than a minute.</summary>
    /// <param name="start">The start of a stretch.</param>
    /// <param name="now">What is later has not happened yet.</param>
    /// <param name="policy">By which numbers it is judged.</param>
    /// <param name="member">The only member that counts; null for all.</param>
    public SloStatus? Judge(DateTimeOffset start, DateTimeOffset now, SloPolicy policy, int? member = null)
    {
        var end = Math.Min(start.UtcTicks + _length, now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute));
        var minutes = (int)((end - start.UtcTicks) / TimeSpan.TicksPerMinute);
        if (minutes < 1)
            return null;
        var window = new RollingWindow(new SloDuration(minutes, SloDurationUnit.Minutes));
        var members = member is { } only ? [_slo.Members[only] with { Weight = 1m }] : _slo.Members;
        var points = Enumerable.Range(0, _buckets.Length).Where(index => member is null || index == member).Select(index => PointsOf(index, start));
        var corrections = _corrections.Where(each => each.From.UtcTicks < end && each.To > start).ToArray();
        return SloEvaluator.Evaluate(
            _slo with { Window = window, Members = members, Alerts = [] },
            new SloObservations([.. points], corrections),
            new DateTimeOffset(end, TimeSpan.Zero),
            policy with { BurnRateWindows = [] });
    }

    /// <summary>Tells whether nothing was counted in the stretch that starts at an instant.</summary>
    public bool IsEmpty(DateTimeOffset start) => !Array.Exists(_buckets, bucket => bucket.ContainsKey(start.UtcTicks / _length));

    // A point that reaches in from the stretch before is judged with that one.
    private List<SliPoint> PointsOf(int member, DateTimeOffset start) => _buckets[member].GetValueOrDefault(start.UtcTicks / _length) ?? [];

    private Dictionary<long, List<SliPoint>> Sort(IReadOnlyList<SliPoint> points)
    {
        var buckets = new Dictionary<long, List<SliPoint>>();
        foreach (var point in points)
        {
            var key = point.Start.UtcTicks / _length;
            if (!buckets.TryGetValue(key, out var bucket))
                buckets[key] = bucket = [];
            bucket.Add(point);
        }

        return buckets;
    }
}
