using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What is known about a function before it runs.</summary>
public abstract class FunctionDefinition
{
    /// <summary>Gets the parameters of the method, in order.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>Gets the path of the assembly that holds the method; empty when it was not loaded from a file.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>Gets the full name of the method: namespace, class and method, joined by dots.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>Gets the identity of the function, stable between runs of the app.</summary>
    public abstract string Id { get; }

    /// <summary>Gets the name given by <see cref="FunctionAttribute"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the trigger, by parameter name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>Gets the outputs: <c>$return</c> of type <c>http</c> for HTTP functions, none for timers.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}

/// <summary>One binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>Gets the name: the parameter, or <c>$return</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the type: <c>httpTrigger</c>, <c>timerTrigger</c> or <c>http</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Gets the direction.</summary>
    public abstract BindingDirection Direction { get; }
}

/// <summary>The direction of a binding, seen from the function.</summary>
public enum BindingDirection
{
    /// <summary>Into the function.</summary>
    In = 0,

    /// <summary>Out of the function.</summary>
    Out = 1,
}

/// <summary>One parameter of a function's method.</summary>
/// <param name="name">Name of the parameter.</param>
/// <param name="type">Type of the parameter.</param>
public class FunctionParameter(string name, Type type)
{
    /// <summary>Gets the name of the parameter.</summary>
    public string Name { get; } = name;

    /// <summary>Gets the type of the parameter.</summary>
    public Type Type { get; } = type;

    /// <summary>Gets further properties of the parameter; empty here.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; } = ImmutableDictionary<string, object>.Empty;
}
