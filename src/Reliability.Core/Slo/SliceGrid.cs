namespace Reliability.Core.Slo;

/// <summary>Where slices of time start: they do not depend on the instant of the evaluation, so that no slice is judged twice differently.</summary>
/// <param name="Anchor">The start of any slice, in ticks UTC.</param>
/// <param name="Length">The length of a slice, in ticks; above 0.</param>
internal readonly record struct SliceGrid(long Anchor, long Length)
{
    /// <summary>The slices that a calculation may have: three years of minutes, nearly.</summary>
    public const int MaxSlices = 1_500_000;

    /// <summary>Makes the grid of an objective: from the start of a calendar period, else from midnight UTC.</summary>
    public static SliceGrid Of(SloWindow window, SloPeriod period, TimeSpan length) =>
        new(window is CalendarWindow ? period.Start.UtcTicks : 0, length.Ticks);

    /// <summary>Returns the last start of a slice up to an instant.</summary>
    public long Floor(long ticks)
    {
        var rest = (ticks - Anchor) % Length;
        return ticks - (rest < 0 ? rest + Length : rest);
    }

    /// <summary>Returns the first start of a slice from an instant on.</summary>
    public long Ceiling(long ticks)
    {
        var floor = Floor(ticks);
        return floor == ticks ? floor : floor + Length;
    }
}
