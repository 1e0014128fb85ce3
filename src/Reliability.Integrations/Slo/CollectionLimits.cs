namespace Reliability.Integrations.Slo;

/// <summary>How much the collection of minute cells may take.</summary>
public sealed record CollectionLimits
{
    /// <summary>Gets how far back sources are read again for what came in late, unless they say otherwise.</summary>
    /// <value>0 or more; default 10 min.</value>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets how long one reading may take.</summary>
    /// <value>Above 0; default 15 s.</value>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets how long all readings of a cycle may take together.</summary>
    /// <value>Above 0; default 40 s, so that a cycle ends within its minute.</value>
    public TimeSpan CycleTimeout { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Gets how many readings of one kind of source run at once.</summary>
    /// <value>1 or more; default 8. Kinds do not wait for each other.</value>
    public int ParallelReads { get; init; } = 8;

    /// <summary>Gets how many readings an indicator gets in a cycle while it catches up with the past.</summary>
    /// <value>1 or more; default 8.</value>
    public int StepsPerCycle { get; init; } = 8;
}
