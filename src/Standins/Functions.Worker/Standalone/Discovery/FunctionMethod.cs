using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>A method marked as a function, with its trigger.</summary>
internal sealed class FunctionMethod : FunctionDefinition
{
    /// <summary>Describes a method.</summary>
    /// <param name="name">Name of the function.</param>
    /// <param name="method">The method.</param>
    /// <param name="triggerParameter">Its parameter that carries the trigger.</param>
    /// <param name="trigger">The trigger.</param>
    public FunctionMethod(string name, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
    {
        Name = name;
        Method = method;
        TriggerParameter = triggerParameter;
        Trigger = trigger;
        Where = Describe(method);
        EntryPoint = $"{method.DeclaringType!.FullName}.{method.Name}";
        Parameters = [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];
        string type = trigger is HttpTriggerAttribute ? "httpTrigger" : "timerTrigger";
        InputBindings = ImmutableDictionary<string, BindingMetadata>.Empty
            .Add(triggerParameter.Name!, new Binding(triggerParameter.Name!, type, BindingDirection.In));
        OutputBindings = trigger is HttpTriggerAttribute
            ? ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new Binding("$return", "http", BindingDirection.Out))
            : ImmutableDictionary<string, BindingMetadata>.Empty;
    }

    /// <summary>Gets the method.</summary>
    public MethodInfo Method { get; }

    /// <summary>Gets the parameter that carries the trigger.</summary>
    public ParameterInfo TriggerParameter { get; }

    /// <summary>Gets the trigger.</summary>
    public TriggerBindingAttribute Trigger { get; }

    /// <summary>Gets the method as errors name it: <c>Class.Method</c>.</summary>
    public string Where { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Id => Name;

    /// <inheritdoc/>
    public override string EntryPoint { get; }

    /// <inheritdoc/>
    public override string PathToAssembly => Method.Module.FullyQualifiedName;

    /// <inheritdoc/>
    public override ImmutableArray<FunctionParameter> Parameters { get; }

    /// <inheritdoc/>
    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <inheritdoc/>
    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    /// <summary>Names a method as errors do.</summary>
    /// <param name="method">The method.</param>
    /// <returns><c>Class.Method</c>.</returns>
    public static string Describe(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name { get; } = name;
        public override string Type { get; } = type;
        public override BindingDirection Direction { get; } = direction;
    }
}
