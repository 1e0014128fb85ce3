namespace Reliability.Core.Slo.Alerts;

/// <summary>Follows the alerts of an objective from evaluation to evaluation.</summary>
/// <remarks>
/// Pure: the same book, status and instant give the same changes with the same ids. So when status and book are stored in one
/// write that only one evaluation wins, each alert begins once and ends once, whatever crashes or runs twice.
/// </remarks>
public static class SloAlertTracking
{
    /// <summary>Goes on by one evaluation.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="status">What the evaluation found. One that failed (<see cref="SloStatus.FailingSince"/>) changes absence alone: old data neither begins another alert nor ends one.</param>
    /// <param name="book">The alerts so far.</param>
    /// <param name="now">The instant of the evaluation.</param>
    /// <returns>The status, its alerts with since when they fire and when they ended, and the alerts from now on.</returns>
    public static (SloStatus Status, SloAlertBook Book) Next(ServiceLevelObjective slo, SloStatus status, SloAlertBook book, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(slo);
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(book);
        if (status.FailingSince is not null)
            return NextAbsence(slo, status, book, now);
        var watches = SloAlertWatch.Of(slo, status);
        var before = book.States.ToDictionary(state => state.Fingerprint, StringComparer.Ordinal);
        var states = watches
            .Select(watch => (before.GetValueOrDefault(watch.Change.Fingerprint) ?? new SloAlertState(watch.Change.Fingerprint)).Next(watch.IsBreached, watch.After, now))
            .ToArray();
        var told = Told(status, states);
        List<SloAlertChange> changes = [];
        for (var index = 0; index < states.Length; index++)
            states[index] = Tell(states[index], watches[index], IsSuppressed(told, index), changes);
        var gone = before.Values.Where(state => !states.Any(other => other.Fingerprint == state.Fingerprint));
        changes.AddRange(gone.Select(state => EndOf(state, now)).OfType<SloAlertChange>());
        return (told, book.With(Kept(states), changes.DistinctBy(change => change.Id)));
    }

    /// <summary>Ends all alerts of an objective that is no longer configured.</summary>
    /// <param name="book">The alerts so far.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The book without alerts; the same when there are none.</returns>
    public static SloAlertBook Close(SloAlertBook book, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(book);
        return book.States.Count == 0 ? book : book.With([], book.States.Select(state => EndOf(state, now)).OfType<SloAlertChange>());
    }

    // While a source cannot be read, the only thing that is known is that data is missing.
    private static (SloStatus Status, SloAlertBook Book) NextAbsence(ServiceLevelObjective slo, SloStatus status, SloAlertBook book, DateTimeOffset now)
    {
        var watch = SloAlertWatch.Of(slo, status)[^1];
        var before = book.States.FirstOrDefault(state => state.Fingerprint == watch.Change.Fingerprint) ?? new SloAlertState(watch.Change.Fingerprint);
        var next = before.Next(watch.IsBreached, watch.After, now);
        List<SloAlertChange> changes = [];
        SloAlertState[] states = [.. book.States.Where(state => state.Fingerprint != next.Fingerprint), Tell(next, watch, false, changes)];
        return (status with { Absence = Followed(status.Absence, next) }, book.With(Kept(states), changes));
    }

    private static SloAlertState[] Kept(SloAlertState[] states) =>
        [.. states.Where(state => state != new SloAlertState(state.Fingerprint)).DistinctBy(state => state.Fingerprint)];

    private static SloAbsence Followed(SloAbsence absence, SloAlertState state) => absence with { Since = state.Since, ResolvedAt = state.ResolvedAt };

    private static SloStatus Told(SloStatus status, SloAlertState[] states)
    {
        var alerts = status.Alerts.Zip(states, (alert, state) => alert with
        {
            Firing = state.Since is not null,
            PendingSince = state.PendingSince,
            Since = state.Since,
            ResolvedAt = state.ResolvedAt,
        });
        return status with { Alerts = BurnRateAlerts.Suppress([.. alerts]), Absence = Followed(status.Absence, states[^1]) };
    }

    private static bool IsSuppressed(SloStatus told, int index) => index < told.Alerts.Count && told.Alerts[index].Suppressed;

    // A suppressed alert waits: it begins for those who are told when the higher one ends and it still fires.
    private static SloAlertState Tell(SloAlertState state, SloAlertWatch watch, bool isSuppressed, List<SloAlertChange> changes)
    {
        if (state.Since is { } since && state.Begin is null && !isSuppressed)
        {
            var begin = watch.Change with { Since = since };
            if (watch.TellsBegin)
                changes.Add(begin);
            return state with { Begin = begin, TellsEnd = watch.TellsEnd };
        }

        if (state.Since is not null || state.Begin is null)
            return state;
        if (watch.TellsEnd)
            changes.Add(watch.Change with { Since = state.Begin.Since, ResolvedAt = state.ResolvedAt });
        return state with { Begin = null };
    }

    private static SloAlertChange? EndOf(SloAlertState state, DateTimeOffset now) =>
        state is { Begin: { } begin, TellsEnd: true } ? begin with { ResolvedAt = now, LongRate = null, ShortRate = null, BudgetRemainingPercent = null } : null;
}
