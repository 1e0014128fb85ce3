using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Brings the result types a function may have to one: an awaited object.</summary>
internal static class ResultAdapter
{
    /// <summary>Finds the adapter of a result type.</summary>
    /// <param name="type">What the method returns.</param>
    /// <param name="http">Whether an HTTP request starts the function; only then may it have a result.</param>
    /// <returns>A static method from <paramref name="type"/> to <c>ValueTask&lt;object?&gt;</c>, or <see langword="null"/> for a type that is not supported.</returns>
    public static MethodInfo? For(Type type, bool http)
    {
        if (type == typeof(void))
            return Own(nameof(Nothing));
        if (type == typeof(Task))
            return Own(nameof(Await));
        if (type == typeof(ValueTask))
            return Own(nameof(AwaitValue));
        if (!http)
            return null;
        if (IsResult(type))
            return Own(nameof(Value));
        if (!type.IsGenericType || !IsResult(type.GetGenericArguments()[0]))
            return null;
        Type result = type.GetGenericArguments()[0];
        if (type.GetGenericTypeDefinition() == typeof(Task<>))
            return Own(nameof(AwaitResult)).MakeGenericMethod(result);
        return type.GetGenericTypeDefinition() == typeof(ValueTask<>) ? Own(nameof(AwaitValueResult)).MakeGenericMethod(result) : null;
    }

    /// <summary>Says why <see cref="For"/> found nothing.</summary>
    /// <param name="type">What the method returns.</param>
    /// <param name="http">Whether an HTTP request starts the function.</param>
    /// <returns>A sentence.</returns>
    public static string Fault(Type type, bool http) =>
        $"the result type {TypeNames.Of(type)} is not supported: expected is void, Task or ValueTask"
        + (http ? ", or IResult or IActionResult, as it is or in a Task or ValueTask." : ".");

    /// <summary>Tells whether the method's result is an MVC action result, plain or in a task.</summary>
    /// <param name="type">What the method returns.</param>
    /// <returns>Whether MVC's services are needed to execute it.</returns>
    public static bool NeedsMvc(Type type) =>
        typeof(IActionResult).IsAssignableFrom(type.IsGenericType && !IsResult(type) ? type.GetGenericArguments()[0] : type);

    private static bool IsResult(Type type) => typeof(IResult).IsAssignableFrom(type) || typeof(IActionResult).IsAssignableFrom(type);

    private static MethodInfo Own(string name) =>
        typeof(ResultAdapter).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static ValueTask<object?> Nothing() => default;

    private static ValueTask<object?> Value(object? value) => new(value);

    private static async ValueTask<object?> Await(Task task)
    {
        await task.ConfigureAwait(false);
        return null;
    }

    private static async ValueTask<object?> AwaitValue(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return null;
    }

    private static async ValueTask<object?> AwaitResult<T>(Task<T> task) => await task.ConfigureAwait(false);

    private static async ValueTask<object?> AwaitValueResult<T>(ValueTask<T> task) => await task.ConfigureAwait(false);
}
