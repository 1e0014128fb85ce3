namespace Reliability.Orchestration.History;

/// <summary>Call an activity.</summary>
internal sealed record ActivityScheduled(int Id, string Name, string? Input, IReadOnlyDictionary<string, string>? Tags = null, string? Version = null) : Decision(Id)
{
    public override string Subject => $"activity '{Name}'";
}

/// <summary>Wait until an instant.</summary>
internal sealed record TimerCreated(int Id, DateTimeOffset FireAt) : Decision(Id)
{
    public override string Subject => "timer";
}

/// <summary>Call a sub-orchestration.</summary>
internal sealed record ChildScheduled(
    int Id, string Name, string InstanceId, string? Input, string Version, string ExecutionId, IReadOnlyDictionary<string, string>? Tags = null) : Decision(Id)
{
    public override string Subject => $"sub-orchestration '{Name}' as '{InstanceId}'";
}

/// <summary>Send an event to another instance.</summary>
internal sealed record EventSent(int Id, string InstanceId, string Name, string? Payload) : Decision(Id)
{
    public override string Subject => $"event '{Name}' to '{InstanceId}'";
}

/// <summary>Terminate a sub-orchestration with its parent.</summary>
internal sealed record ChildTerminated(int Id, string InstanceId) : Decision(Id)
{
    public override string Subject => $"termination of '{InstanceId}'";
}

/// <summary>Rewind a sub-orchestration with its parent.</summary>
internal sealed record ChildRewound(int Id, string InstanceId, ChildScheduled Scheduled) : Decision(Id)
{
    /// <summary>Gets the generation of the child whose failure is forgotten, as are those of earlier ones.</summary>
    public int? Forgotten { get; init; }

    public override string Subject => $"rewind of '{InstanceId}'";
}

/// <summary>Begin again with a new input and an empty history.</summary>
internal sealed record ContinuedAsNew(int Id, string? Input, string? Version, bool KeepsEvents) : Decision(Id)
{
    public override string Subject => "continue as new";
}

/// <summary>The end.</summary>
/// <remarks>Its number is -1 when the engine, not the orchestrator, ended the execution.</remarks>
/// <param name="Id">Number of the decision.</param>
/// <param name="Status">Completed, Failed or Terminated.</param>
/// <param name="Output">Serialized output.</param>
/// <param name="Failure">Why it failed.</param>
internal sealed record ExecutionFinished(int Id, string Status, string? Output, Failure? Failure) : Decision(Id)
{
    public override string Subject => "end";
}
