using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>An instance in memory.</summary>
/// <param name="row">Its row as committed.</param>
internal sealed class Instance(InstanceRow row)
{
    /// <summary>Gets or sets its row as committed.</summary>
    public InstanceRow Row { get; set; } = row;

    /// <summary>Gets the live orchestrator; null when the instance has ended, or its history could not be repeated.</summary>
    public OrchestratorExecution? Execution { get; init; }

    /// <summary>Gets why its history could not be repeated.</summary>
    public Exception? Fault { get; init; }

    /// <summary>Gets or sets the number of the next row of its history.</summary>
    public int NextRow { get; set; }

    /// <summary>Gets or sets how many bytes its history has.</summary>
    public long Bytes { get; set; }

    /// <summary>Gets or sets when it was last used, on a counter.</summary>
    public long LastUse { get; set; }
}
