namespace Microsoft.DurableTask;

/// <summary>Gives an orchestrator or activity class a name other than that of the class.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public sealed class DurableTaskAttribute : Attribute
{
    /// <summary>Names the task.</summary>
    /// <param name="name">The name; null or empty for the name of the class.</param>
    public DurableTaskAttribute(string? name = null)
    {
        Name = string.IsNullOrEmpty(name) ? default : new TaskName(name);
    }

    /// <summary>Gets the name.</summary>
    /// <value>The default value when the class gives the name.</value>
    public TaskName Name { get; }
}
