namespace Reliability.Core.Slo;

/// <summary>Where a count or a value comes from.</summary>
/// <param name="Type">The kind of source, e.g. <c>rum</c>.</param>
/// <param name="Spec">What to count there; its keys depend on <paramref name="Type"/>.</param>
public sealed record MetricSource(string Type, IReadOnlyDictionary<string, string> Spec)
{
    /// <summary>Gets how to reach the source; null for sources inside the suite.</summary>
    public SourceConnection? Connection { get; init; }
}

/// <summary>How to reach a source: a document of kind DataSource.</summary>
/// <param name="Name">The name of the document.</param>
/// <param name="Details">Its <c>connectionDetails</c>, with secrets filled in: not for answers and logs.</param>
public sealed record SourceConnection(string Name, IReadOnlyDictionary<string, string> Details)
{
    /// <summary>Returns the name only: details may be secrets.</summary>
    public override string ToString() => Name;
}
