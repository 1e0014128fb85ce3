namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a public method as a function; exactly one of its parameters carries a trigger attribute.</summary>
/// <param name="name">Name of the function, unique in the app regardless of case: a letter, then up to 127 letters, digits, <c>_</c> or <c>-</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    /// <summary>Gets the name under which the function is logged, measured and run by hand.</summary>
    public string Name { get; } = name;
}
