namespace Microsoft.DurableTask.Worker.AzureManaged;

/// <summary>Chooses the Durable Task Scheduler.</summary>
public static class DurableTaskSchedulerWorkerExtensions
{
    /// <summary>Has the worker take its work from the Durable Task Scheduler.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">How to reach the scheduler.</param>
    /// <param name="configure">Changes what the connection string says.</param>
    /// <exception cref="NotSupportedException">Always: this build has no client of the scheduler.</exception>
    public static void UseDurableTaskScheduler(
        this IDurableTaskWorkerBuilder builder,
        string connectionString,
        Action<DurableTaskSchedulerWorkerOptions>? configure = null) =>
        throw new NotSupportedException("The Durable Task Scheduler needs the build with the official packages.");
}
