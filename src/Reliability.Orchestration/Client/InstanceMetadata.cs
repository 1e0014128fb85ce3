using System.Collections.Immutable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Client;

/// <summary>Shows rows of instances as the field's clients know them.</summary>
internal static class InstanceMetadata
{
    /// <summary>Describes an instance.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="converter">Reads inputs and outputs; null when they were not asked for.</param>
    public static OrchestrationMetadata Of(InstanceRow row, DataConverter? converter) => new(row.Name, row.InstanceId)
    {
        RuntimeStatus = Enum.Parse<OrchestrationRuntimeStatus>(row.Status),
        CreatedAt = row.CreatedAt,
        LastUpdatedAt = row.UpdatedAt,
        DataConverter = converter,
        SerializedInput = converter is null ? null : row.Start?.Input,
        SerializedOutput = converter is null ? null : row.End?.Output,
        SerializedCustomStatus = converter is null || row.CustomStatus.Length == 0 ? null : row.CustomStatus,
        FailureDetails = converter is null ? null : row.End?.Failure?.ToDetails(),
        Tags = row.Start?.Tags ?? ImmutableDictionary<string, string>.Empty,
    };
}
