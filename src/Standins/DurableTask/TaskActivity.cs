namespace Microsoft.DurableTask;

/// <summary>An activity as a backend sees it. Implement <see cref="TaskActivity{TInput, TOutput}"/> instead.</summary>
public interface ITaskActivity
{
    /// <summary>Gets the type that the input is deserialized to.</summary>
    Type InputType { get; }

    /// <summary>Gets the type of the result.</summary>
    Type OutputType { get; }

    /// <summary>Runs the activity.</summary>
    /// <param name="context">The call it runs for.</param>
    /// <param name="input">The deserialized input, or null.</param>
    /// <returns>The result.</returns>
    Task<object?> RunAsync(TaskActivityContext context, object? input);
}

/// <summary>An activity: the work that an orchestrator orders. It may do anything, and may run more than once.</summary>
/// <typeparam name="TInput">The input.</typeparam>
/// <typeparam name="TOutput">The result.</typeparam>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    Type ITaskActivity.InputType => typeof(TInput);

    Type ITaskActivity.OutputType => typeof(TOutput);

    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool missing = input is null && default(TInput) is not null;
        return !missing && TaskInput.TryCast(input, out TInput? typed)
            ? await RunAsync(context, typed)
            : throw TaskInput.Mismatch<TInput>(input);
    }

    /// <summary>Runs the activity. What it throws fails the call, which the options of the call may repeat.</summary>
    /// <param name="context">The call it runs for.</param>
    /// <param name="input">The input; may be null for a reference type or <see cref="Nullable{T}"/>.</param>
    /// <returns>The result.</returns>
    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);
}
