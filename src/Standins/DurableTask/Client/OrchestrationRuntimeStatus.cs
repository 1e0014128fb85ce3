namespace Microsoft.DurableTask.Client;

/// <summary>The state of an orchestration.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It runs, or waits for something.</summary>
    Running,

    /// <summary>It ended with a result.</summary>
    Completed,

    /// <summary>It starts over.</summary>
    [Obsolete("Only for compatibility: an instance that starts over is running.")]
    ContinuedAsNew,

    /// <summary>It ended with an exception.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    [Obsolete("Only for compatibility: nothing is cancelled.")]
    Canceled,

    /// <summary>It was terminated.</summary>
    Terminated,

    /// <summary>It has not begun.</summary>
    Pending,

    /// <summary>It is suspended.</summary>
    Suspended,
}
