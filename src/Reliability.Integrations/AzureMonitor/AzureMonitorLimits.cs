namespace Reliability.Integrations.AzureMonitor;

/// <summary>What reading one indicator may cost.</summary>
public sealed record AzureMonitorLimits
{
    /// <summary>Gets how long Azure may work on one query of logs.</summary>
    /// <value>Whole seconds above 0, at most 10 minutes; default 25 s. The client waits 15 s longer for each try.</value>
    public TimeSpan QueryTime { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Gets how long one try of reading metrics may take.</summary>
    /// <value>Above 0; default 15 s.</value>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets how long all of it may take, repeated tries and the waiting that Azure asks for included.</summary>
    /// <value>Above 0; default 55 s: objectives are evaluated every minute.</value>
    public TimeSpan ReadTime { get; init; } = TimeSpan.FromSeconds(55);

    /// <summary>Gets how often a try that failed is repeated.</summary>
    /// <value>0 or more; default 2.</value>
    public int Retries { get; init; } = 2;

    /// <summary>Gets the time that one query of logs looks at; longer ones are asked in parts.</summary>
    /// <value>Above 0; default 31 d: at most 44,640 rows, of the 500,000 that Azure returns.</value>
    public TimeSpan LogsPart { get; init; } = TimeSpan.FromDays(31);

    /// <summary>Gets how many points of a metric are asked for at once; more are asked in parts.</summary>
    /// <value>Above 0; default 1,440: a day of minutes.</value>
    public int MetricPoints { get; init; } = 1_440;
}
