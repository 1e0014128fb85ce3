namespace Reliability.Core.Slo.Cells;

/// <summary>Judges one objective again and again by its minute cells, and remembers what did not change. Not thread-safe.</summary>
/// <remarks>It finds what <see cref="SloEvaluator.Evaluate"/> finds on the same minutes, to the last digit, at a cost that hardly grows with the window.</remarks>
/// <param name="slo">The objective, without <see cref="SloRules"/> broken.</param>
/// <param name="policy">By which numbers it is judged.</param>
public sealed class CellEvaluator(ServiceLevelObjective slo, SloPolicy policy)
{
    private readonly SliceMemory _slices = new();

    /// <summary>Gets the objective.</summary>
    public ServiceLevelObjective Slo => slo;

    /// <summary>Evaluates the objective.</summary>
    /// <param name="members">The minutes of each member, in the order of <see cref="ServiceLevelObjective.Members"/>; may be more than needed.</param>
    /// <param name="corrections">What is not judged by its events; may be empty.</param>
    /// <param name="now">The instant of the evaluation.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many series as members.</exception>
    public SloStatus Evaluate(IReadOnlyList<MinuteSeries> members, IReadOnlyList<SloCorrection> corrections, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(corrections);
        ArgumentOutOfRangeException.ThrowIfNotEqual(members.Count, slo.Members.Count, nameof(members));
        // A copy: the memory keeps it beyond this call.
        var (times, calendar) = (SloTimes.Of(slo, now, policy), new CorrectionCalendar([.. corrections]));
        return SloEvaluator.Judge(times, new CountedCells(times, members, calendar, _slices), calendar, policy);
    }

    /// <summary>Adds a forecast to a status that <see cref="Evaluate"/> found: the last one while it is good enough, else a new one.</summary>
    /// <param name="status">The status that was found now.</param>
    /// <param name="last">The status that was found before; null for none.</param>
    /// <param name="members">The minutes of each member; what lies before the window is used, too.</param>
    /// <param name="corrections">What is not judged by its events; may be empty.</param>
    public SloStatus Forecast(SloStatus status, SloStatus? last, IReadOnlyList<MinuteSeries> members, IReadOnlyList<SloCorrection> corrections)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(corrections);
        var calendar = new CorrectionCalendar(corrections);
        return SloForecasting.Forecast(status, last, slo, times => new SloLedger(times, new CountedCells(times, members, calendar, new SliceMemory()), calendar));
    }
}
