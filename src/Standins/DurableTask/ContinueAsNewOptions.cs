namespace Microsoft.DurableTask;

/// <summary>How an orchestration starts over: see <see cref="TaskOrchestrationContext.ContinueAsNew(ContinueAsNewOptions)"/>.</summary>
public class ContinueAsNewOptions
{
    /// <summary>Gets or sets the input of the new execution.</summary>
    public object? NewInput { get; set; }

    /// <summary>Gets or sets whether events that were not waited for yet are passed on.</summary>
    /// <value>Default true.</value>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>Gets or sets the version of the new execution.</summary>
    /// <value>Null keeps the present one.</value>
    public string? NewVersion { get; set; }
}
