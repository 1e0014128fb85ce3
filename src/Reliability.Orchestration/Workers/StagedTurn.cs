using Azure.Data.Tables;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>What is to be committed for one instance, and what follows once it is.</summary>
internal sealed class StagedTurn
{
    /// <summary>Gets the key of the instance.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the messages that it uses up.</summary>
    public required IReadOnlyList<Pending> Consumed { get; init; }

    /// <summary>Gets rows that may be written before the others, because nobody reads them without those: the front of a long turn.</summary>
    public IReadOnlyList<TableEntity> Ahead { get; init; } = [];

    /// <summary>Gets the rows that become visible at once.</summary>
    public List<TableTransactionAction> Actions { get; } = [];

    /// <summary>Gets the instance as it is afterwards; null when it does not exist.</summary>
    public Instance? Instance { get; init; }

    /// <summary>Gets the row of the instance as it is afterwards.</summary>
    public InstanceRow? Row { get; init; }

    /// <summary>Gets the entry of the index as it was before.</summary>
    public long? WakeBefore { get; init; }

    /// <summary>Gets the turn; null when there was nothing to run.</summary>
    public Turn? Turn { get; init; }

    /// <summary>Gets how many rows the history gets.</summary>
    public int HistoryRows { get; init; }

    /// <summary>Gets how many bytes the history gets.</summary>
    public int HistoryBytes { get; init; }

    /// <summary>Gets what is to be sent, and the row that says so.</summary>
    public (string RowKey, IReadOnlyList<Message> Messages)? Outgoing { get; init; }

    /// <summary>Gets messages that are stored with the turn and are for the next one.</summary>
    public IReadOnlyList<Pending> Arriving { get; init; } = [];

    /// <summary>Gets whether the instance has more to do at once.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Gets whether rows of earlier generations are left over.</summary>
    public bool LeavesGarbage { get; init; }

    /// <summary>Gets whether activities of earlier turns are still to be run, or run.</summary>
    public bool AwaitsActivities => Instance is { Execution: { } execution } && HasOlder(execution, Turn);

    /// <summary>Tells whether activities are open that were called before a turn.</summary>
    /// <param name="execution">The orchestrator after the turn.</param>
    /// <param name="turn">The turn; null for none.</param>
    public static bool HasOlder(OrchestratorExecution execution, Turn? turn)
    {
        var first = turn?.Decisions.OfType<ActivityScheduled>().Select(activity => activity.Id).DefaultIfEmpty(int.MaxValue).Min() ?? int.MaxValue;
        return !execution.HasEnded && execution.OpenActivities.Any(activity => activity.Id < first);
    }

    /// <summary>Gets about how many bytes <see cref="Actions"/> have.</summary>
    public int Bytes => Actions.Sum(action => Rows.SizeOf(action.Entity));
}
