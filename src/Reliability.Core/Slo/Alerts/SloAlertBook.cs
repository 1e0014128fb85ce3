namespace Reliability.Core.Slo.Alerts;

/// <summary>The alerts of one objective over time, and what is still to be told of them. Stored with the status that it follows from.</summary>
/// <param name="States">One state for every alert that ever held.</param>
/// <param name="Untold">Begins and ends that nobody is known to have been told of, the oldest first; at most <see cref="MostUntold"/>.</param>
public sealed record SloAlertBook(IReadOnlyList<SloAlertState> States, IReadOnlyList<SloAlertChange> Untold)
{
    /// <summary>How many changes wait to be told: while nobody can be, the oldest are dropped beyond it.</summary>
    public const int MostUntold = 32;

    /// <summary>Gets the book of an objective that has never been evaluated.</summary>
    public static SloAlertBook Empty { get; } = new([], []);

    /// <summary>Gets how many changes were dropped untold, ever.</summary>
    public long Dropped { get; init; }

    /// <summary>Takes out what was told.</summary>
    /// <param name="ids">The <see cref="SloAlertChange.Id"/> of each.</param>
    public SloAlertBook Without(IReadOnlySet<string> ids) => this with { Untold = [.. Untold.Where(change => !ids.Contains(change.Id))] };

    /// <summary>Adds changes, and drops the oldest that are too many.</summary>
    internal SloAlertBook With(IReadOnlyList<SloAlertState> states, IEnumerable<SloAlertChange> changes)
    {
        SloAlertChange[] untold = [.. Untold, .. changes];
        var dropped = Math.Max(0, untold.Length - MostUntold);
        return new SloAlertBook(states, untold[dropped..]) { Dropped = Dropped + dropped };
    }
}
