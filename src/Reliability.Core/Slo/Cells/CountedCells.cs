namespace Reliability.Core.Slo.Cells;

/// <summary>Events as minute cells.</summary>
/// <param name="times">The evaluation.</param>
/// <param name="members">The minutes of each member.</param>
/// <param name="corrections">What is not judged by its events.</param>
/// <param name="slices">Slices that were judged before.</param>
internal sealed class CountedCells(
    SloTimes times, IReadOnlyList<MinuteSeries> members, CorrectionCalendar corrections, SliceMemory slices) : ICountedEvents
{
    /// <inheritdoc/>
    public IReadOnlyList<IUnitSeries> Events() =>
        [.. members.Select(minutes => new MinuteUnits(minutes, corrections, times.Now.UtcTicks))];

    /// <inheritdoc/>
    public IReadOnlyList<IUnitSeries> Slices(SlicePlan plan, long asOf) =>
        slices.Judge(plan, members, corrections, times.PointsFrom.UtcTicks, asOf);

    /// <inheritdoc/>
    public IReadOnlyList<DateTimeOffset?> Lasts() => [.. members.Select(LastOf)];

    private DateTimeOffset? LastOf(MinuteSeries minutes) =>
        minutes.LastIn(times.Reach.UtcTicks, times.Now.UtcTicks) is { } last
            ? new DateTimeOffset(Math.Min(last + TimeSpan.TicksPerMinute, times.Now.UtcTicks), TimeSpan.Zero)
            : null;
}

/// <summary>The events of one member, minute by minute.</summary>
/// <param name="minutes">The minutes.</param>
/// <param name="corrections">What is not judged by its events.</param>
/// <param name="now">The end of what counts, in ticks.</param>
internal sealed class MinuteUnits(MinuteSeries minutes, CorrectionCalendar corrections, long now) : IUnitSeries
{
    /// <inheritdoc/>
    public Tally Between(long from, long to)
    {
        var end = Math.Min(to, now);
        if (corrections.IsEmpty)
            return Sum(from, end, null);
        var sum = default(Tally);
        foreach (var piece in corrections.PiecesOf(from, end))
        {
            if (piece.Effect != CorrectionEffect.Exclude)
                sum = sum.Plus(Sum(piece.From, piece.To, piece.Effect));
        }

        return sum;
    }

    /// <inheritdoc/>
    public bool AreTooCoarseFor(long from, TimeSpan window)
    {
        var (minute, hour) = (MinuteTicks.Minute(from), MinuteTicks.Hour(from));
        if (minute < from && Coarseness.IsTooMuch(TimeSpan.TicksPerMinute, window) && Between(minute, minute + TimeSpan.TicksPerMinute).Total > 0m)
            return true;
        return hour < from && Coarseness.IsTooMuch(TimeSpan.TicksPerHour, window)
            && minutes.HourOf(hour) is { IsCoarse: true } && Between(hour, hour + TimeSpan.TicksPerHour).Total > 0m;
    }

    private Tally Sum(long from, long to, CorrectionEffect? effect)
    {
        var (good, total) = minutes.Between(from, to);
        return new Tally(effect == CorrectionEffect.Good ? total : good, total, HasGap: false);
    }
}
