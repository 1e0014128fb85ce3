namespace DurableTask.Core.Exceptions;

/// <summary>An orchestration was to start whose id is taken.</summary>
public class OrchestrationAlreadyExistsException : OrchestrationFrameworkException
{
    /// <summary>Makes the exception without a message.</summary>
    public OrchestrationAlreadyExistsException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which one.</param>
    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another.</summary>
    /// <param name="message">Which one.</param>
    /// <param name="innerException">Why.</param>
    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A backend refused something.</summary>
public class OrchestrationFrameworkException : Exception
{
    /// <summary>Makes the exception without a message.</summary>
    public OrchestrationFrameworkException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What went wrong.</param>
    public OrchestrationFrameworkException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">Why.</param>
    public OrchestrationFrameworkException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
