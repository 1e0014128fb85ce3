namespace DurableTask.Core;

/// <summary>The state of an orchestration, as DurableTask.Core stores it.</summary>
public enum OrchestrationStatus
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ended with a result.</summary>
    Completed,

    /// <summary>This execution ended and another began.</summary>
    ContinuedAsNew,

    /// <summary>It ended with an exception.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Canceled,

    /// <summary>It was terminated.</summary>
    Terminated,

    /// <summary>It has not begun.</summary>
    Pending,

    /// <summary>It is suspended.</summary>
    Suspended,
}
