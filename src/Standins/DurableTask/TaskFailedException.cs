using CoreException = global::DurableTask.Core.Exceptions.OrchestrationException;

namespace Microsoft.DurableTask;

/// <summary>An activity or another orchestration failed for good.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>Makes the exception from another.</summary>
    /// <param name="taskName">The task.</param>
    /// <param name="taskId">The number of the call in its orchestration.</param>
    /// <param name="innerException">Why it failed.</param>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Describe(taskName, taskId, Reason(innerException)), innerException)
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    /// <summary>Makes the exception from stored details.</summary>
    /// <param name="taskName">The task.</param>
    /// <param name="taskId">The number of the call in its orchestration.</param>
    /// <param name="failureDetails">Why it failed.</param>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Describe(taskName, taskId, failureDetails?.ErrorMessage))
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails!;
    }

    /// <summary>Gets the name of the task.</summary>
    public string TaskName { get; }

    /// <summary>Gets the number of the call in its orchestration.</summary>
    public int TaskId { get; }

    /// <summary>Gets why the task failed.</summary>
    public TaskFailureDetails FailureDetails { get; }

    /// <summary>Tells whether the exception was of exactly one type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>Whether the full names are the same.</returns>
    [Obsolete("Ask FailureDetails.IsCausedBy<T>(), which knows base types.")]
    public bool IsCausedByException<T>()
        where T : Exception => FailureDetails.ErrorType == typeof(T).FullName;

    private static string? Reason(Exception? cause) => (cause as CoreException)?.FailureDetails?.ErrorMessage ?? cause?.Message;

    private static string Describe(string taskName, int taskId, string? reason) => reason is null
        ? $"Task '{taskName}' (#{taskId}) failed with an unhandled exception."
        : $"Task '{taskName}' (#{taskId}) failed with an unhandled exception: {reason}";
}
