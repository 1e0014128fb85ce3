using Azure.Data.Tables;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Delivers messages again that were used up: at once or later, in any order.</summary>
internal sealed class Postman(Interference interference, Random random)
{
    private const int Latest = 10;

    private readonly HashSet<string> _delivered = [];
    private readonly List<(int Step, TableEntity Row)> _again = [];
    private int _step;

    /// <summary>Gets whether nothing is under way.</summary>
    public bool IsIdle => _again.Count == 0;

    /// <summary>Takes note of a message that was used up.</summary>
    public void Used(TableEntity message)
    {
        if (_delivered.Add($"{message.PartitionKey}/{message.RowKey}")) _again.Add((_step + 1 + random.Next(Latest), message));
    }

    /// <summary>Delivers what is due.</summary>
    public void Deliver(int step)
    {
        _step = step;
        foreach (var due in _again.Where(one => one.Step <= step).OrderBy(_ => random.Next()).ToList())
        {
            _again.Remove(due);
            interference.Write(new TableEntity(due.Row));
            interference.Write(new TableEntity(due.Row.PartitionKey, RowKeys.Bell));
        }
    }
}
