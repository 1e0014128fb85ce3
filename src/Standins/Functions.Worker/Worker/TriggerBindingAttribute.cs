namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>What all trigger attributes have in common: they mark the parameter that starts the function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : Attribute;
