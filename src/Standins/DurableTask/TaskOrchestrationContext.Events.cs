namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    /// <summary>Starts a timer.</summary>
    /// <param name="delay">How long from <see cref="CurrentUtcDateTime"/> on.</param>
    /// <param name="cancellationToken">Cancels the timer.</param>
    /// <returns>A task that ends when the time has come.</returns>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>Starts a timer.</summary>
    /// <param name="fireAt">When it ends, in UTC.</param>
    /// <param name="cancellationToken">Cancels the timer.</param>
    /// <returns>A task that ends when the time has come.</returns>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an event; one that came before is taken at once.</summary>
    /// <typeparam name="T">What to deserialize the payload to.</typeparam>
    /// <param name="eventName">The name of the event, in any case.</param>
    /// <param name="cancellationToken">Ends the waiting; an event that comes later is kept.</param>
    /// <returns>The payload. Each event ends one waiting.</returns>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event for a limited time.</summary>
    /// <typeparam name="T">What to deserialize the payload to.</typeparam>
    /// <param name="eventName">The name of the event, in any case.</param>
    /// <param name="timeout">How long to wait; it is a durable timer.</param>
    /// <returns>The payload.</returns>
    /// <exception cref="TaskCanceledException">No event came in time.</exception>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event for a limited time.</summary>
    /// <typeparam name="T">What to deserialize the payload to.</typeparam>
    /// <param name="eventName">The name of the event, in any case.</param>
    /// <param name="timeout">How long to wait; it is a durable timer.</param>
    /// <param name="cancellationToken">Ends the waiting, and the timer with it.</param>
    /// <returns>The payload.</returns>
    /// <exception cref="TaskCanceledException">No event came in time, or the token was cancelled.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timerCancellation = new CancellationTokenSource();
        using var waitCancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // The order is part of the history: first the timer, then the event.
        Task timer = CreateTimer(timeout, timerCancellation.Token);
        Task<T> received = WaitForExternalEvent<T>(eventName, waitCancellation.Token);
        Task first = await Task.WhenAny(timer, received);
        CancellationTokenSource loser = first == received ? timerCancellation : waitCancellation;
#pragma warning disable CA1849 // CancelAsync runs callbacks on the thread pool, away from the orchestrator.
        loser.Cancel();
#pragma warning restore CA1849
        return await received;
    }

    /// <summary>Raises an event at another orchestration. Nothing happens when there is none.</summary>
    /// <param name="instanceId">The other instance.</param>
    /// <param name="eventName">The name of the event, in any case.</param>
    /// <param name="payload">The serializable payload.</param>
    public abstract void SendEvent(string instanceId, string eventName, object payload);
}
