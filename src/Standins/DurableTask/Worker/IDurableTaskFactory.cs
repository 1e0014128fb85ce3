using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Worker;

/// <summary>Makes the registered orchestrators and activities. A worker is given one.</summary>
public interface IDurableTaskFactory
{
    /// <summary>Makes an activity.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="serviceProvider">What its arguments come from.</param>
    /// <param name="activity">The activity.</param>
    /// <returns>Whether there is an activity of that name.</returns>
    bool TryCreateActivity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity);

    /// <summary>Makes an orchestrator.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="serviceProvider">Not used for registered orchestrators, which have no arguments.</param>
    /// <param name="orchestrator">The orchestrator.</param>
    /// <returns>Whether there is an orchestrator of that name.</returns>
    bool TryCreateOrchestrator(
        TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator);
}

/// <summary>Makes what a registry holds.</summary>
internal sealed class RegistryFactory(DurableTaskRegistry registry) : IDurableTaskFactory
{
    public bool TryCreateActivity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity)
    {
        activity = registry.Activities.TryGetValue(name, out Func<IServiceProvider, ITaskActivity>? make) ? make(serviceProvider) : null;
        return activity is not null;
    }

    public bool TryCreateOrchestrator(
        TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator)
    {
        orchestrator = registry.Orchestrators.TryGetValue(name, out Func<ITaskOrchestrator>? make) ? make() : null;
        return orchestrator is not null;
    }
}
