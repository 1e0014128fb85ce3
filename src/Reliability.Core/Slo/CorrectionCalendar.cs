namespace Reliability.Core.Slo;

/// <summary>Answers for an instant what the corrections do to it.</summary>
internal sealed class CorrectionCalendar(IReadOnlyList<SloCorrection> corrections)
{
    /// <summary>Gets whether there is nothing to correct.</summary>
    public bool IsEmpty => corrections.Count == 0;

    /// <summary>Gets the corrections.</summary>
    public IReadOnlyList<SloCorrection> Corrections => corrections;

    /// <summary>Returns those that touch a stretch of time, in ticks.</summary>
    public CorrectionCalendar Within(long from, long to) => IsEmpty
        ? this
        : new CorrectionCalendar([.. corrections.Where(each => each.From.UtcTicks < to && each.To.UtcTicks > from)]);

    /// <summary>Cuts a stretch of time, in ticks, into pieces that all of one effect covers, or none.</summary>
    public IEnumerable<(long From, long To, CorrectionEffect? Effect)> PiecesOf(long from, long to)
    {
        var within = Within(from, to);
        long[] edges =
        [
            .. within.Corrections
                .SelectMany(each => new[] { each.From.UtcTicks, each.To.UtcTicks })
                .Where(edge => edge > from && edge < to)
                .Append(from)
                .Append(Math.Max(from, to))
                .Distinct()
                .Order(),
        ];
        for (var index = 1; index < edges.Length; index++)
            yield return (edges[index - 1], edges[index], within.At(edges[index - 1]));
    }

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
