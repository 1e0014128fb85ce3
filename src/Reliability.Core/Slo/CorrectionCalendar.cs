namespace Reliability.Core.Slo;

/// <summary>Answers for an instant what the corrections do to it.</summary>
internal sealed class CorrectionCalendar(IReadOnlyList<SloCorrection> corrections)
{
    /// <summary>Gets whether there is nothing to correct.</summary>
    public bool IsEmpty => corrections.Count == 0;

    /// <summary>Returns what happens to what starts at an instant; null for nothing.</summary>
    public CorrectionEffect? At(long ticks)
    {
        CorrectionEffect? effect = null;
        foreach (var correction in corrections)
        {
            if (correction.From.UtcTicks <= ticks && ticks < correction.To.UtcTicks)
                effect = effect is null ? correction.Effect : (CorrectionEffect)Math.Min((int)effect, (int)correction.Effect);
        }

        return effect;
    }

    /// <summary>Returns how much of a stretch of time is excluded; what several corrections exclude counts once.</summary>
    public TimeSpan ExcludedIn(DateTimeOffset from, DateTimeOffset to)
    {
        var (excluded, reached) = (TimeSpan.Zero, from);
        foreach (var correction in corrections.Where(each => each.Effect == CorrectionEffect.Exclude).OrderBy(each => each.From))
        {
            var start = correction.From > reached ? correction.From : reached;
            var end = correction.To < to ? correction.To : to;
            if (end <= start)
                continue;
            excluded += end - start;
            reached = end;
        }

        return excluded;
    }
}
