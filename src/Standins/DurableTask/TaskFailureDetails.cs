using System.Reflection;
using global::DurableTask.Core.Exceptions;
using CoreDetails = global::DurableTask.Core.FailureDetails;

namespace Microsoft.DurableTask;

/// <summary>How a task failed: an exception, as far as it can be stored.</summary>
/// <param name="ErrorType">The full name of the exception's type.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">The exception's stack trace.</param>
/// <param name="InnerFailure">The exception's inner exception.</param>
/// <param name="Properties">More about the exception.</param>
public record TaskFailureDetails(
    string ErrorType, string ErrorMessage, string? StackTrace, TaskFailureDetails? InnerFailure, IDictionary<string, object?>? Properties)
{
    private const string Unknown = "(unknown)";

    private Type? _exceptionType;

    /// <summary>Describes an exception and all its inner ones.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The details. Of an aggregate, the first inner exception is described.</returns>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        TaskFailureDetails? inner = exception.InnerException is { } cause ? FromException(cause) : null;
        return exception is OrchestrationException core
            ? new(
                core.FailureDetails?.ErrorType ?? Unknown,
                core.FailureDetails?.ErrorMessage ?? Unknown,
                core.FailureDetails?.StackTrace,
                FromCore(core.FailureDetails?.InnerFailure) ?? inner,
                core.FailureDetails?.Properties)
            : new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, null);
    }

    /// <summary>Returns type and message.</summary>
    /// <returns>Both, with a colon between them.</returns>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    /// <summary>Tells whether the exception was of a type or of one derived from it; inner exceptions do not count.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>Whether it was; false if the exception's type cannot be found in this process.</returns>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies have a type of that name.</exception>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>Tells whether the exception was of a type or of one derived from it; inner exceptions do not count.</summary>
    /// <param name="targetBaseExceptionType">The type.</param>
    /// <returns>Whether it was; false if the exception's type cannot be found in this process.</returns>
    /// <exception cref="ArgumentException">The type is not that of an exception.</exception>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies have a type of that name.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException($"{targetBaseExceptionType} is not an exception.", nameof(targetBaseExceptionType));
        }

        if (string.IsNullOrEmpty(ErrorType))
        {
            return false;
        }

        _exceptionType ??= Type.GetType(ErrorType) ?? targetBaseExceptionType.Assembly.GetType(ErrorType) ?? FindLoaded(ErrorType);
        return targetBaseExceptionType.IsAssignableFrom(_exceptionType);
    }

    /// <summary>Converts what DurableTask.Core knows of a failure.</summary>
    internal static TaskFailureDetails? FromCore(CoreDetails? details) => details is null
        ? null
        : new(details.ErrorType, details.ErrorMessage, details.StackTrace, FromCore(details.InnerFailure), details.Properties);

    private static Type? FindLoaded(string name)
    {
        Type[] found = [.. AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).OfType<Type>()];
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new AmbiguousMatchException($"{found.Length} loaded assemblies have a type '{name}'.");
    }
}
