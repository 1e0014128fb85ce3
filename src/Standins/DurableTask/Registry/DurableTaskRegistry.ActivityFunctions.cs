namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds an activity that is a function.</summary>
    /// <typeparam name="TInput">The input.</typeparam>
    /// <typeparam name="TOutput">The result.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(
        TaskName name, Func<TaskActivityContext, TInput, Task<TOutput>> activity) =>
        AddActivity(name, FuncTaskActivity.Create(activity));

    /// <summary>Adds an activity that is a function.</summary>
    /// <typeparam name="TInput">The input.</typeparam>
    /// <typeparam name="TOutput">The result.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(TaskName name, Func<TaskActivityContext, TInput, TOutput> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<TInput, TOutput>(name, (context, input) => Task.FromResult(activity(context, input)));
    }

    /// <summary>Adds an activity that is a function without a result.</summary>
    /// <typeparam name="TInput">The input.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TInput>(TaskName name, Func<TaskActivityContext, TInput, Task> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<TInput, object?>(name, async (context, input) =>
        {
            await activity(context, input);
            return null;
        });
    }

    /// <summary>Adds an activity that is a function without an input.</summary>
    /// <typeparam name="TOutput">The result.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TOutput>(TaskName name, Func<TaskActivityContext, Task<TOutput>> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, TOutput>(name, (context, _) => activity(context));
    }

    /// <summary>Adds an activity that is a function without input and result.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddActivityFunc(TaskName name, Func<TaskActivityContext, Task> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, object?>(name, async (context, _) =>
        {
            await activity(context);
            return null;
        });
    }

    /// <summary>Adds an activity that is a function without an input.</summary>
    /// <typeparam name="TOutput">The result.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TOutput>(TaskName name, Func<TaskActivityContext, TOutput> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, TOutput>(name, (context, _) => activity(context));
    }

    /// <summary>Adds an activity that is a function without a result.</summary>
    /// <typeparam name="TInput">The input.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TInput>(TaskName name, Action<TaskActivityContext, TInput> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<TInput, object?>(name, (context, input) =>
        {
            activity(context, input);
            return s_nothing;
        });
    }

    /// <summary>Adds an activity that is a function without input and result.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is the default value, or taken.</exception>
    public DurableTaskRegistry AddActivityFunc(TaskName name, Action<TaskActivityContext> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, object?>(name, (context, _) =>
        {
            activity(context);
            return s_nothing;
        });
    }
}
