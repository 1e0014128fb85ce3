namespace Reliability.Core.Slo.Maintenance;

/// <summary>Planned times, such as a weekly restart, that objectives do not judge by what happened in them.</summary>
public sealed record MaintenanceWindow
{
    /// <summary>Gets the name: an RFC 1123 label, unique in its file.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what the times do to objectives.</summary>
    public required CorrectionEffect Effect { get; init; }

    /// <summary>Gets when it is.</summary>
    public required MaintenanceSchedule Schedule { get; init; }

    /// <summary>Gets why, for people; null when the file does not say.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the names of the objectives it is about; may be empty.</summary>
    public IReadOnlyList<string> Slos { get; init; } = [];

    /// <summary>Gets the services all of whose objectives it is about; may be empty.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Gets whether it is about every objective.</summary>
    public bool IsForAll { get; init; }

    /// <summary>Tells whether it is about an objective.</summary>
    /// <param name="slo">The objective.</param>
    public bool Covers(ServiceLevelObjective slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return IsForAll || Slos.Contains(slo.Name, StringComparer.Ordinal) || Services.Contains(slo.Service, StringComparer.Ordinal);
    }

    /// <summary>Returns its times as corrections, in order.</summary>
    /// <param name="from">The start of what matters.</param>
    /// <param name="to">Its end.</param>
    public IEnumerable<SloCorrection> Between(DateTimeOffset from, DateTimeOffset to) =>
        Schedule.Between(from, to).Select(period => new SloCorrection(period.Start, period.End, Effect));
}
