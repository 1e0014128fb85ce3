namespace Reliability.Core.Slo.Alerts;

/// <summary>How far an alert has come: not holding, pending, or firing.</summary>
/// <remarks>
/// There is no hysteresis: an alert on two windows ends when one of them falls back to the factor, and the short one is
/// what keeps it from flapping. Where nothing is known, nothing changes.
/// </remarks>
/// <param name="Fingerprint">Which alert it is.</param>
public sealed record SloAlertState(string Fingerprint)
{
    /// <summary>Gets since when it holds without having fired; null while it does not, and once it fires.</summary>
    public DateTimeOffset? PendingSince { get; init; }

    /// <summary>Gets since when it fires; null while it does not.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Gets when it last ended; null while it fires, and before it first ended.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Gets what is told of its begin; null while it does not fire, and while it is suppressed.</summary>
    public SloAlertChange? Begin { get; init; }

    /// <summary>Gets whether somebody is told when it ends.</summary>
    public bool TellsEnd { get; init; } = true;

    /// <summary>Goes on by one look.</summary>
    /// <param name="isBreached">Whether it holds; null when that is not known, which changes nothing.</param>
    /// <param name="after">How long it must hold before it fires; 0 or more.</param>
    /// <param name="now">The instant of the look.</param>
    public SloAlertState Next(bool? isBreached, TimeSpan after, DateTimeOffset now) => isBreached switch
    {
        null => this,
        false when Since is null => this with { PendingSince = null },
        false => this with { PendingSince = null, Since = null, ResolvedAt = now },
        true when Since is not null => this,
        true when now - (PendingSince ?? now) >= after => this with { PendingSince = null, Since = now, ResolvedAt = null },
        true => this with { PendingSince = PendingSince ?? now },
    };
}
