// The official types say nothing about nulls.
#nullable disable
namespace DurableTask.Core;

/// <summary>An orchestration in one of its executions.</summary>
public class OrchestrationInstance
{
    /// <summary>Gets or sets the instance id.</summary>
    public string InstanceId { get; set; }

    /// <summary>Gets or sets the id of the execution: it changes when the instance starts over.</summary>
    public string ExecutionId { get; set; }
}

/// <summary>The orchestration that started another.</summary>
public class ParentInstance
{
    /// <summary>Its name.</summary>
    public string Name;

    /// <summary>Its instance.</summary>
    public OrchestrationInstance OrchestrationInstance;

    /// <summary>The number of the call in its history.</summary>
    public int TaskScheduleId;

    /// <summary>Its version.</summary>
    public string Version;
}
