using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>Casts the untyped input that a backend passes to the type that a task declares.</summary>
internal static class TaskInput
{
    /// <summary>Casts an input; null is let through, because nullability cannot be seen at run time.</summary>
    internal static bool TryCast<TInput>(object? input, [NotNullWhen(true)] out TInput? typed)
    {
        typed = input is TInput cast ? cast : default!;
        return input is null or TInput;
    }

    /// <summary>Makes the exception for an input of another type.</summary>
    internal static ArgumentException Mismatch<TInput>(object? input) =>
        new($"The task takes {typeof(TInput)}, but its input is {(object?)input?.GetType() ?? "null"}.", nameof(input));
}
