namespace Microsoft.DurableTask.Client.AzureManaged;

/// <summary>Chooses the Durable Task Scheduler.</summary>
public static class DurableTaskSchedulerClientExtensions
{
    /// <summary>Has the client work with the Durable Task Scheduler.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">How to reach the scheduler.</param>
    /// <param name="configure">Changes what the connection string says.</param>
    /// <exception cref="NotSupportedException">Always: this build has no client of the scheduler.</exception>
    public static void UseDurableTaskScheduler(
        this IDurableTaskClientBuilder builder,
        string connectionString,
        Action<DurableTaskSchedulerClientOptions>? configure = null) =>
        throw new NotSupportedException("The Durable Task Scheduler needs the build with the official packages.");
}
