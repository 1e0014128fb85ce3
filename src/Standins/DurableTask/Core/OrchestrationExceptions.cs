namespace DurableTask.Core.Exceptions;

/// <summary>An orchestration went wrong.</summary>
public class OrchestrationException : Exception
{
    /// <summary>Makes the exception without a message.</summary>
    public OrchestrationException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What went wrong.</param>
    public OrchestrationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">Why.</param>
    public OrchestrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Gets or sets the id of the event that tells of it.</summary>
    public int EventId { get; set; }

    /// <summary>Gets or sets how the task failed.</summary>
    public FailureDetails? FailureDetails { get; set; }
}

/// <summary>An activity failed.</summary>
public class TaskFailedException : OrchestrationException
{
    /// <summary>Makes the exception without a message.</summary>
    public TaskFailedException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="reason">What went wrong.</param>
    public TaskFailedException(string reason)
        : base(reason)
    {
    }

    /// <summary>Makes the exception from another.</summary>
    /// <param name="reason">What went wrong.</param>
    /// <param name="innerException">Why.</param>
    public TaskFailedException(string reason, Exception innerException)
        : base(reason, innerException)
    {
    }
}

/// <summary>An orchestration that another one started failed.</summary>
public class SubOrchestrationFailedException : OrchestrationException
{
    /// <summary>Makes the exception without a message.</summary>
    public SubOrchestrationFailedException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="reason">What went wrong.</param>
    public SubOrchestrationFailedException(string reason)
        : base(reason)
    {
    }

    /// <summary>Makes the exception from another.</summary>
    /// <param name="reason">What went wrong.</param>
    /// <param name="innerException">Why.</param>
    public SubOrchestrationFailedException(string reason, Exception innerException)
        : base(reason, innerException)
    {
    }
}
