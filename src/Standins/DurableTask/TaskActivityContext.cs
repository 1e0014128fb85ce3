namespace Microsoft.DurableTask;

/// <summary>The call that an activity runs for.</summary>
public abstract class TaskActivityContext
{
    /// <summary>Gets the name of the activity.</summary>
    public abstract TaskName Name { get; }

    /// <summary>Gets the id of the orchestration that called.</summary>
    public abstract string InstanceId { get; }

    /// <summary>Gets the version that the activity was called with.</summary>
    /// <value>Empty for none, and where the backend knows none.</value>
    public virtual string Version => string.Empty;
}
