using System.Text.Json.Serialization;

namespace Reliability.Orchestration.History;

/// <summary>One turn of an instance: what arrived, and what the orchestrator decided thereupon. It is committed whole.</summary>
/// <param name="At">When, UTC; never before an earlier turn of the instance.</param>
/// <param name="Arrivals">What arrived, in the order in which the orchestrator got it.</param>
/// <param name="Decisions">What it decided.</param>
internal sealed record Turn(DateTimeOffset At, IReadOnlyList<HistoryRecord> Arrivals, IReadOnlyList<HistoryRecord> Decisions)
{
    /// <summary>Gets how many events the turn adds to the history.</summary>
    [JsonIgnore]
    public int Events => Arrivals.Count + Decisions.Count;

    /// <summary>Gets how the execution ended, or null when it goes on.</summary>
    [JsonIgnore]
    public ExecutionFinished? End => Decisions.Count > 0 ? Decisions[^1] as ExecutionFinished : null;
}
