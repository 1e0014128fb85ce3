using Reliability.Core.Slo.Maintenance;

namespace Reliability.Core.Slo.Reports;

/// <summary>Judges an objective day by day, UTC.</summary>
public static class SloDays
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Judges days; one of which less than a minute has passed is left out.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="observed">What was counted, from the start of the first of the days on.</param>
    /// <param name="days">Which days.</param>
    /// <param name="now">The instant of the judgement.</param>
    /// <param name="policy">By which numbers it is judged.</param>
    public static IEnumerable<SloDay> Judge(
        ServiceLevelObjective slo, SloObservations observed, IEnumerable<DateOnly> days, DateTimeOffset now, SloPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(slo);
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(days);
        var stretch = new SloStretch(slo, observed, Day);
        foreach (var day in days)
        {
            var start = StartOf(day);
            if (stretch.Judge(start, now, policy) is not { } status)
                continue;
            yield return new SloDay
            {
                Day = day,
                Good = status.Good,
                Total = status.Total,
                Sli = status.Sli,
                Objective = slo.Target,
                RemainingPercent = status.ErrorBudget.RemainingPercent,
                IsComplete = now >= start + Day,
                CorrectionsVersion = VersionOn(day, observed.Corrections),
                Since = now,
                RecordedAt = now,
            };
        }
    }

    /// <summary>Names the corrections that a day is judged with.</summary>
    /// <param name="day">The day.</param>
    /// <param name="corrections">All corrections that may touch it.</param>
    public static string VersionOn(DateOnly day, IEnumerable<SloCorrection> corrections) =>
        CorrectionBook.VersionOf(corrections.Where(each => each.From < StartOf(day) + Day && each.To > StartOf(day)));

    /// <summary>Returns when a day starts.</summary>
    /// <param name="day">The day.</param>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>Returns the day of an instant.</summary>
    /// <param name="instant">The instant.</param>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}
