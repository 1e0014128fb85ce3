namespace DurableTask.Core.History;

/// <summary>The kind of an event in a history.</summary>
public enum EventType
{
    /// <summary>An execution started.</summary>
    ExecutionStarted,

    /// <summary>An execution ended.</summary>
    ExecutionCompleted,

    /// <summary>An execution failed; no longer written.</summary>
    ExecutionFailed,

    /// <summary>An execution was terminated.</summary>
    ExecutionTerminated,

    /// <summary>An activity was called.</summary>
    TaskScheduled,

    /// <summary>An activity succeeded.</summary>
    TaskCompleted,

    /// <summary>An activity failed.</summary>
    TaskFailed,

    /// <summary>Another orchestration was called.</summary>
    SubOrchestrationInstanceCreated,

    /// <summary>Another orchestration succeeded.</summary>
    SubOrchestrationInstanceCompleted,

    /// <summary>Another orchestration failed.</summary>
    SubOrchestrationInstanceFailed,

    /// <summary>A timer was started.</summary>
    TimerCreated,

    /// <summary>A timer ended.</summary>
    TimerFired,

    /// <summary>A turn of the orchestrator began.</summary>
    OrchestratorStarted,

    /// <summary>A turn of the orchestrator ended.</summary>
    OrchestratorCompleted,

    /// <summary>An event was sent to another orchestration.</summary>
    EventSent,

    /// <summary>An event came in.</summary>
    EventRaised,

    /// <summary>The instance started over.</summary>
    ContinueAsNew,

    /// <summary>Something else.</summary>
    GenericEvent,

    /// <summary>A snapshot of the state.</summary>
    HistoryState,

    /// <summary>The instance was suspended.</summary>
    ExecutionSuspended,

    /// <summary>The instance was resumed.</summary>
    ExecutionResumed,

    /// <summary>The instance was rewound.</summary>
    ExecutionRewound,
}
