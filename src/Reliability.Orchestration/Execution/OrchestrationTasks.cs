using System.Reflection;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Reliability.Orchestration.Execution;

/// <summary>The orchestrators and activities of an app, by name.</summary>
/// <remarks>Names are compared without regard to case. The same list serves the engine on tables and, in the official build, other backends.</remarks>
public sealed class OrchestrationTasks
{
    private readonly Dictionary<string, Func<ITaskOrchestrator>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<IServiceProvider, ITaskActivity>> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds an orchestrator, named by its <see cref="DurableTaskAttribute"/> or else by its class.</summary>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public OrchestrationTasks AddOrchestrator<T>()
        where T : class, ITaskOrchestrator, new() => AddOrchestrator(NameOf(typeof(T)), () => new T());

    /// <summary>Adds an orchestrator.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="factory">Makes it, once for each execution.</param>
    /// <exception cref="ArgumentException">There is one of that name, or the name is empty.</exception>
    public OrchestrationTasks AddOrchestrator(string name, Func<ITaskOrchestrator> factory)
    {
        Add(_orchestrators, name, factory, "orchestrator");
        return this;
    }

    /// <summary>Adds an activity, named by its <see cref="DurableTaskAttribute"/> or else by its class; its constructor gets services of a scope of its own.</summary>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public OrchestrationTasks AddActivity<T>()
        where T : class, ITaskActivity => AddActivity(NameOf(typeof(T)), services => ActivatorUtilities.CreateInstance<T>(services));

    /// <summary>Adds an activity.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="factory">Makes it, once for each call, from the services of the call.</param>
    /// <exception cref="ArgumentException">There is one of that name, or the name is empty.</exception>
    public OrchestrationTasks AddActivity(string name, Func<IServiceProvider, ITaskActivity> factory)
    {
        Add(_activities, name, factory, "activity");
        return this;
    }

    /// <summary>Adds all to the registry of another backend.</summary>
    /// <param name="registry">The registry.</param>
    public void CopyTo(DurableTaskRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        foreach (var (name, factory) in _orchestrators) registry.AddOrchestrator(new TaskName(name), factory);
        foreach (var (name, factory) in _activities) registry.AddActivity(new TaskName(name), factory);
    }

    internal ITaskOrchestrator? Orchestrator(string name) => _orchestrators.GetValueOrDefault(name)?.Invoke();

    internal ITaskActivity? Activity(string name, IServiceProvider services) => _activities.GetValueOrDefault(name)?.Invoke(services);

    private static void Add<T>(Dictionary<string, T> tasks, string name, T factory, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(factory);
        if (!tasks.TryAdd(name, factory)) throw new ArgumentException($"There is an {kind} named '{name}' already.", nameof(name));
    }

    private static string NameOf(Type type) =>
        type.GetCustomAttribute<DurableTaskAttribute>()?.Name.Name is { Length: > 0 } name ? name : type.Name;
}
