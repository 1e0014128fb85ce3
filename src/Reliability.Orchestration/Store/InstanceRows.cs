using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Store;

/// <summary>Rows of instances that begin.</summary>
internal static class InstanceRows
{
    /// <summary>Makes the row of a new instance, in place of one that ended, if there is one.</summary>
    public static InstanceRow Create(string instanceId, ExecutionStarted start, InstanceRow? ended, DateTimeOffset now) => new()
    {
        InstanceId = instanceId,
        Name = start.Name,
        Version = start.Version,
        ExecutionId = start.ExecutionId,
        Generation = (ended?.Generation + 1) ?? 0,
        CreatedAt = now,
        UpdatedAt = now,
        Parent = start.Parent?.InstanceId ?? "",
        Start = start,
        ETag = ended?.ETag ?? default,
    };
}
