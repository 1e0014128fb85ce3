namespace Reliability.Core.Slo;

/// <summary>A promise about a service, as one OpenSLO v1 document states it.</summary>
public sealed record ServiceLevelObjective
{
    /// <summary>Gets the name: an RFC 1123 label, unique among objectives.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the name for people; null when the document has none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets what it is about; null when the document does not say.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the service it is about.</summary>
    public required string Service { get; init; }

    /// <summary>Gets what is counted.</summary>
    public required SloIndicator Indicator { get; init; }

    /// <summary>Gets the time over which the budget is given.</summary>
    public required SloWindow Window { get; init; }

    /// <summary>Gets how the budget is spent.</summary>
    public required BudgetingMethod BudgetingMethod { get; init; }

    /// <summary>Gets the targets; at least one.</summary>
    public required IReadOnlyList<SloTarget> Objectives { get; init; }

    /// <summary>Gets the annotations of the document, such as <c>reliability/alert-service</c>; default none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}

/// <summary>A target of an objective.</summary>
/// <param name="Target">The share of good events that is promised, strictly between 0 and 1: 0.999, not 99.9.</param>
/// <param name="DisplayName">The name for people; null when the document has none.</param>
public sealed record SloTarget(decimal Target, string? DisplayName = null);

/// <summary>The time over which an error budget is given.</summary>
/// <param name="Duration">Its length; above 0.</param>
public abstract record SloWindow(TimeSpan Duration)
{
    /// <summary>Returns when the window that holds an instant starts and ends.</summary>
    /// <param name="now">The instant of the evaluation.</param>
    public abstract (DateTimeOffset Start, DateTimeOffset End) At(DateTimeOffset now);
}

/// <summary>A window that always ends now.</summary>
/// <param name="Duration">Its length; above 0.</param>
public sealed record RollingWindow(TimeSpan Duration) : SloWindow(Duration)
{
    /// <inheritdoc/>
    public override (DateTimeOffset Start, DateTimeOffset End) At(DateTimeOffset now) => (now - Duration, now);
}

/// <summary>How an objective spends its budget, by the names of OpenSLO v1.</summary>
public enum BudgetingMethod
{
    /// <summary>Every event counts the same: good events over all events.</summary>
    Occurrences,
}
