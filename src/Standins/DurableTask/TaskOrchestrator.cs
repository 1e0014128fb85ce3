namespace Microsoft.DurableTask;

/// <summary>An orchestrator as a backend sees it. Implement <see cref="TaskOrchestrator{TInput, TOutput}"/> instead.</summary>
public interface ITaskOrchestrator
{
    /// <summary>Gets the type that the input is deserialized to.</summary>
    Type InputType { get; }

    /// <summary>Gets the type of the result.</summary>
    Type OutputType { get; }

    /// <summary>Runs the orchestrator from its beginning, over its history.</summary>
    /// <param name="context">What the orchestrator may use.</param>
    /// <param name="input">The deserialized input, or null.</param>
    /// <returns>The result.</returns>
    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}

/// <summary>An orchestrator: code that is replayed from its history, so it must decide the same each time.</summary>
/// <typeparam name="TInput">The input.</typeparam>
/// <typeparam name="TOutput">The result.</typeparam>
public abstract class TaskOrchestrator<TInput, TOutput> : ITaskOrchestrator
{
    Type ITaskOrchestrator.InputType => typeof(TInput);

    Type ITaskOrchestrator.OutputType => typeof(TOutput);

    async Task<object?> ITaskOrchestrator.RunAsync(TaskOrchestrationContext context, object? input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return TaskInput.TryCast(input, out TInput? typed)
            ? await RunAsync(context, typed)
            : throw TaskInput.Mismatch<TInput>(input);
    }

    /// <summary>Runs the orchestrator from its beginning, over its history.</summary>
    /// <param name="context">What the orchestrator may use: only tasks from here may be awaited.</param>
    /// <param name="input">The input; the default value of its type when none was given.</param>
    /// <returns>The result.</returns>
    public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input);
}
