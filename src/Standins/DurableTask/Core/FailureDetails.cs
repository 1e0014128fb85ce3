namespace DurableTask.Core;

/// <summary>How a task failed, as DurableTask.Core stores it.</summary>
public class FailureDetails
{
    /// <summary>Sets all but the properties.</summary>
    /// <param name="errorType">The full name of the exception's type.</param>
    /// <param name="errorMessage">The exception's message.</param>
    /// <param name="stackTrace">The exception's stack trace.</param>
    /// <param name="innerFailure">The exception's inner exception.</param>
    /// <param name="isNonRetriable">Whether trying again is useless.</param>
    public FailureDetails(string errorType, string errorMessage, string? stackTrace, FailureDetails? innerFailure, bool isNonRetriable)
        : this(errorType, errorMessage, stackTrace, innerFailure, isNonRetriable, null)
    {
    }

    /// <summary>Sets everything.</summary>
    /// <param name="errorType">The full name of the exception's type.</param>
    /// <param name="errorMessage">The exception's message.</param>
    /// <param name="stackTrace">The exception's stack trace.</param>
    /// <param name="innerFailure">The exception's inner exception.</param>
    /// <param name="isNonRetriable">Whether trying again is useless.</param>
    /// <param name="properties">More about the exception.</param>
    public FailureDetails(
        string errorType,
        string errorMessage,
        string? stackTrace,
        FailureDetails? innerFailure,
        bool isNonRetriable,
        IDictionary<string, object?>? properties)
    {
        ErrorType = errorType;
        ErrorMessage = errorMessage;
        StackTrace = stackTrace;
        InnerFailure = innerFailure;
        IsNonRetriable = isNonRetriable;
        Properties = properties;
    }

    /// <summary>Gets the full name of the exception's type.</summary>
    public string ErrorType { get; }

    /// <summary>Gets the exception's message.</summary>
    public string ErrorMessage { get; }

    /// <summary>Gets the exception's stack trace.</summary>
    public string? StackTrace { get; }

    /// <summary>Gets the exception's inner exception.</summary>
    public FailureDetails? InnerFailure { get; }

    /// <summary>Gets whether trying again is useless.</summary>
    public bool IsNonRetriable { get; }

    /// <summary>Gets more about the exception.</summary>
    public IDictionary<string, object?>? Properties { get; }

    /// <summary>Returns type and message.</summary>
    /// <returns>Both, with a colon between them.</returns>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
