namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    /// <summary>Calls an activity.</summary>
    /// <param name="name">The activity.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retries, and more.</param>
    /// <returns>A task that ends when the activity has ended for good.</returns>
    /// <exception cref="TaskFailedException">The activity failed and is not tried again.</exception>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <summary>Calls an activity without an input.</summary>
    /// <param name="name">The activity.</param>
    /// <param name="options">Retries, and more.</param>
    /// <returns>A task that ends when the activity has ended for good.</returns>
    /// <exception cref="TaskFailedException">The activity failed and is not tried again.</exception>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    /// <summary>Calls an activity without an input.</summary>
    /// <typeparam name="TResult">What to deserialize its result to.</typeparam>
    /// <param name="name">The activity.</param>
    /// <param name="options">Retries, and more.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskFailedException">The activity failed and is not tried again.</exception>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult>(name, null, options);

    /// <summary>Calls an activity.</summary>
    /// <typeparam name="TResult">What to deserialize its result to.</typeparam>
    /// <param name="name">The activity.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retries, and more.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskFailedException">The activity failed and is not tried again.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>Starts another orchestration and waits for its end.</summary>
    /// <typeparam name="TResult">What to deserialize its result to.</typeparam>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retries, and more; <see cref="SubOrchestrationOptions"/> give the instance id.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskFailedException">The orchestration failed and is not tried again.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>Starts another orchestration, without an input, and waits for its end.</summary>
    /// <typeparam name="TResult">What to deserialize its result to.</typeparam>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="options">Retries, and more; <see cref="SubOrchestrationOptions"/> give the instance id.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskFailedException">The orchestration failed and is not tried again.</exception>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <summary>Starts another orchestration, without an input, and waits for its end.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="options">Retries, and more; <see cref="SubOrchestrationOptions"/> give the instance id.</param>
    /// <returns>A task that ends when the orchestration has ended for good.</returns>
    /// <exception cref="TaskFailedException">The orchestration failed and is not tried again.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <summary>Starts another orchestration and waits for its end.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retries, and more; <see cref="SubOrchestrationOptions"/> give the instance id.</param>
    /// <returns>A task that ends when the orchestration has ended for good.</returns>
    /// <exception cref="TaskFailedException">The orchestration failed and is not tried again.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);
}
