namespace Reliability.Core.Slo.Maintenance;

/// <summary>Who did something to a correction, and when.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who, as the caller says; null when it does not.</param>
/// <param name="Key">A name for the key of the call, which does not give the key away; null when there was none.</param>
public sealed record CorrectionAudit(DateTimeOffset At, string? By, string? Key);

/// <summary>A correction that somebody asked for, and what became of it.</summary>
/// <param name="Id">Its name: unique for its objective.</param>
/// <param name="From">The start of the time it covers, included.</param>
/// <param name="To">The end, excluded; after <paramref name="From"/>.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Created">Who asked for it.</param>
/// <param name="Revoked">Who took it back; null while it holds.</param>
public sealed record CorrectionEntry(
    string Id,
    DateTimeOffset From,
    DateTimeOffset To,
    CorrectionEffect Effect,
    string Reason,
    CorrectionAudit Created,
    CorrectionAudit? Revoked)
{
    /// <summary>Tells whether it was asked for, and not yet taken back, at an instant.</summary>
    /// <param name="instant">The instant.</param>
    public bool IsKnownAt(DateTimeOffset instant) => Created.At <= instant && !(Revoked?.At <= instant);

    /// <summary>Tells whether another one asks for the same, whoever asks.</summary>
    /// <param name="other">The other one.</param>
    public bool AsksForSame(CorrectionEntry other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (From, To, Effect, Reason, Created.By) == (other.From, other.To, other.Effect, other.Reason, other.Created.By);
    }

    /// <summary>Returns what an evaluation takes.</summary>
    public SloCorrection ToCorrection() => new(From, To, Effect);
}

/// <summary>A window of the maintenance calendar, and from when to when it was in the file.</summary>
/// <param name="Window">The window.</param>
/// <param name="Added">When the suite first saw it.</param>
/// <param name="Withdrawn">When the suite first saw the file without it; null while it is there.</param>
public sealed record CalendarEntry(MaintenanceWindow Window, DateTimeOffset Added, DateTimeOffset? Withdrawn)
{
    /// <summary>Tells whether it was in the file at an instant.</summary>
    /// <param name="instant">The instant.</param>
    public bool IsKnownAt(DateTimeOffset instant) => Added <= instant && !(Withdrawn <= instant);
}
