namespace Microsoft.DurableTask;

/// <summary>How to reach the Durable Task Scheduler.</summary>
public class DurableTaskSchedulerClientOptions
{
    /// <summary>Gets or sets the endpoint of the scheduler.</summary>
    public string EndpointAddress { get; set; } = string.Empty;

    /// <summary>Gets or sets the task hub.</summary>
    public string TaskHubName { get; set; } = string.Empty;
}
