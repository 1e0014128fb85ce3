namespace Reliability.Orchestration.History;

/// <summary>What an instance is doing, as it is stored; the names are those of the field's runtime statuses.</summary>
internal static class InstanceStatus
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Suspended = "Suspended";
    public const string Completed = "Completed";
    public const string Failed = "Failed";
    public const string Terminated = "Terminated";

    /// <summary>Tells whether an instance in this status has ended.</summary>
    public static bool IsTerminal(string status) => status is Completed or Failed or Terminated;
}
