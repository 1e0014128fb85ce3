using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds an activity by its class, made with its services for every call.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The class.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken; or the type is not such a class.</exception>
    public DurableTaskRegistry AddActivity(TaskName name, Type type)
    {
        ThrowIfCannotBeMade<ITaskActivity>(type);
        return AddActivity(name, services => (ITaskActivity)ActivatorUtilities.GetServiceOrCreateInstance(services, type));
    }

    /// <summary>Adds an activity by its class, made with its services for every call.</summary>
    /// <param name="type">The class, which gives the name.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is taken, or the type is not such a class.</exception>
    public DurableTaskRegistry AddActivity(Type type) => AddActivity(NameOf(type), type);

    /// <summary>Adds an activity by its class, made with its services for every call.</summary>
    /// <typeparam name="TActivity">The class.</typeparam>
    /// <param name="name">Its name.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddActivity<TActivity>(TaskName name)
        where TActivity : class, ITaskActivity => AddActivity(name, typeof(TActivity));

    /// <summary>Adds an activity by its class, made with its services for every call.</summary>
    /// <typeparam name="TActivity">The class, which gives the name.</typeparam>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableTaskRegistry AddActivity<TActivity>()
        where TActivity : class, ITaskActivity => AddActivity(typeof(TActivity));

    /// <summary>Adds an activity that all calls share.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="activity">The shared object.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddActivity(TaskName name, ITaskActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivity(name, (IServiceProvider _) => activity);
    }

    /// <summary>Adds an activity that all calls share.</summary>
    /// <param name="activity">The shared object, whose class gives the name.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public DurableTaskRegistry AddActivity(ITaskActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivity(NameOf(activity.GetType()), activity);
    }
}
