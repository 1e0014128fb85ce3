namespace Microsoft.DurableTask;

/// <summary>The orchestrators and activities of an app, by name. Names differ in more than case.</summary>
public sealed partial class DurableTaskRegistry
{
    private static readonly Task<object?> s_nothing = Task.FromResult<object?>(null);

    /// <summary>Gets how activities are made.</summary>
    internal Dictionary<TaskName, Func<IServiceProvider, ITaskActivity>> Activities { get; } = [];

    /// <summary>Gets how orchestrators are made.</summary>
    internal Dictionary<TaskName, Func<ITaskOrchestrator>> Orchestrators { get; } = [];

    /// <summary>Adds an activity.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="factory">Makes one for every call.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddActivity(TaskName name, Func<IServiceProvider, ITaskActivity> factory)
    {
        Add(Activities, name, factory);
        return this;
    }

    /// <summary>Adds an orchestrator.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="factory">Makes one for every replay.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<ITaskOrchestrator> factory)
    {
        Add(Orchestrators, name, factory);
        return this;
    }

    private static void Add<T>(Dictionary<TaskName, T> tasks, TaskName name, T factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (name == default)
        {
            throw new ArgumentException("A task needs a name.", nameof(name));
        }

        if (!tasks.TryAdd(name, factory))
        {
            throw new ArgumentException($"The name '{name}' is taken.", nameof(name));
        }
    }

    private static TaskName NameOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        TaskName given = ((DurableTaskAttribute?)Attribute.GetCustomAttribute(type, typeof(DurableTaskAttribute)))?.Name ?? default;
        return given == default ? new TaskName(type.Name) : given;
    }

    private static void ThrowIfCannotBeMade<TInterface>(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.IsAbstract || !typeof(TInterface).IsAssignableFrom(type))
        {
            throw new ArgumentException($"{type} is not a class that implements {typeof(TInterface)}.", nameof(type));
        }
    }
}
