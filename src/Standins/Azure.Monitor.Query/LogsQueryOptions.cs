namespace Azure.Monitor.Query;

/// <summary>How a query of logs is run.</summary>
public class LogsQueryOptions
{
    /// <summary>Gets or sets how long the service may work on the query, in whole seconds; a fraction is cut off.</summary>
    /// <value>
    /// Default: null, which lets the service work for 180 seconds while the client gives up a try after 100. The service takes up to
    /// 10 minutes. With a value, the client waits 15 seconds longer than that for each try.
    /// </value>
    public TimeSpan? ServerTimeout { get; set; }

    /// <summary>Gets or sets whether the result has statistics: <see cref="Models.LogsQueryResult.GetStatistics"/>.</summary>
    public bool IncludeStatistics { get; set; }

    /// <summary>Gets or sets whether the result says how to draw it: <see cref="Models.LogsQueryResult.GetVisualization"/>.</summary>
    public bool IncludeVisualization { get; set; }

    /// <summary>Gets or sets whether a result that is not whole is returned, with an error in it, instead of thrown away with an exception.</summary>
    public bool AllowPartialErrors { get; set; }

    /// <summary>Gets further workspaces to query: names, IDs or resource IDs.</summary>
    public IList<string> AdditionalWorkspaces { get; } = [];
}
