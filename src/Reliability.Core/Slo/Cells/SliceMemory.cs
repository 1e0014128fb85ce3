namespace Reliability.Core.Slo.Cells;

/// <summary>Keeps the judged slices of an objective, in blocks of about a day; a block is judged anew when a day under it, or a correction of it, changed. Not thread-safe.</summary>
internal sealed class SliceMemory
{
    private readonly Dictionary<SlicePlan, Dictionary<long, Block>> _plans = [];

    /// <summary>Judges the slices of a stretch of time that are not known yet.</summary>
    /// <param name="plan">How slices are made.</param>
    /// <param name="members">The minutes of each member.</param>
    /// <param name="corrections">What is not judged by its events.</param>
    /// <param name="from">The start, in ticks.</param>
    /// <param name="to">The end, in ticks.</param>
    public IReadOnlyList<IUnitSeries> Judge(
        SlicePlan plan, IReadOnlyList<MinuteSeries> members, CorrectionCalendar corrections, long from, long to)
    {
        // Plans differ in the grid, which moves on with the period of the calendar; blocks of the one before are of no use.
        foreach (var old in _plans.Keys.Where(old => old.Grid.Length == plan.Grid.Length && old.Grid.Anchor != plan.Grid.Anchor).ToArray())
            _plans.Remove(old);
        var before = _plans.GetValueOrDefault(plan) ?? [];
        var blocks = new Dictionary<long, Block>();
        var length = plan.Grid.Length * Math.Max(1, TimeSpan.TicksPerDay / plan.Grid.Length);
        for (var start = (plan.Grid with { Length = length }).Floor(from); start < to; start += length)
        {
            var span = new Span(start, start + length, [.. DaysOf(members, start, start + length)], corrections.Within(start - TimeSpan.TicksPerMinute, start + length));
            blocks[start] = before.GetValueOrDefault(start) is { } known && known.IsOf(span) ? known : Judge(plan, members, span);
        }

        _plans[plan] = blocks;
        return [.. Enumerable.Range(0, SeriesOf(plan)).Select(index =>
            new SlicedSeries([.. blocks.Values.Select(block => block.Series[index])], plan.Grid.Length))];
    }

    private static int SeriesOf(SlicePlan plan) => plan.Slo.BudgetingMethod == BudgetingMethod.Timeslices ? 1 : plan.Slo.Members.Count;

    private static IEnumerable<MinuteDay?> DaysOf(IReadOnlyList<MinuteSeries> members, long from, long to)
    {
        foreach (var minutes in members)
        {
            for (var day = MinuteTicks.Day(MinuteTicks.Minute(from)); day < to; day += TimeSpan.TicksPerDay)
                yield return minutes.DayOf(day);
        }
    }

    private static Block Judge(SlicePlan plan, IReadOnlyList<MinuteSeries> members, Span span)
    {
        var counts = members.Select(minutes => Count(plan, minutes, span)).ToArray();
        return new Block(span, plan.Judge(counts, span.Corrections));
    }

    private static SliceCounts Count(SlicePlan plan, MinuteSeries minutes, Span span)
    {
        var counts = new SliceCounts(span.From, plan.Grid.Length, (int)((span.To - span.From) / plan.Grid.Length));
        var cells = new MinuteCount[MinuteHour.Minutes];
        for (var hour = MinuteTicks.Hour(MinuteTicks.Minute(span.From)); hour < span.To; hour += TimeSpan.TicksPerHour)
        {
            if (minutes.HourOf(hour) is not { } packed)
                continue;
            packed.Unpack(cells);
            for (var minute = 0; minute < cells.Length; minute++)
                Add(counts, cells[minute], hour + (minute * TimeSpan.TicksPerMinute), span.Corrections);
        }

        return counts;
    }

    private static void Add(SliceCounts counts, in MinuteCount cell, long start, CorrectionCalendar corrections)
    {
        var effect = corrections.IsEmpty || cell.Total == 0m ? null : corrections.At(start);
        if (cell.Total > 0m && effect != CorrectionEffect.Exclude)
            counts.Add(new BudgetUnit(start, start + TimeSpan.TicksPerMinute, effect is null ? cell.Good : cell.Total, cell.Total));
    }

    private sealed record Span(long From, long To, MinuteDay?[] Days, CorrectionCalendar Corrections);

    private sealed record Block(Span Span, IReadOnlyList<JudgedSlices> Series)
    {
        public bool IsOf(Span span) =>
            span.Days.AsSpan().SequenceEqual(Span.Days) && span.Corrections.Corrections.SequenceEqual(Span.Corrections.Corrections);
    }
}
