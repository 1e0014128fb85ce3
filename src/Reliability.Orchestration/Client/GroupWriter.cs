using Azure.Data.Tables;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Client;

/// <summary>Stores messages, and what goes with them, that several callers write to one partition at the same time with one transaction; each is told of its own.</summary>
/// <remarks>Whoever comes first writes at once. Those who come while that lasts are written together next: nobody waits for company.</remarks>
internal sealed class GroupWriter(TableClient table)
{
    private readonly Dictionary<string, Lane> _lanes = [];

    /// <summary>Stores rows of one partition, all or none.</summary>
    /// <exception cref="Azure.RequestFailedException">They are not stored, or it is not known whether they are.</exception>
    public Task WriteAsync(string partition, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var write = new Write(partition, actions);
        Lane lane;
        bool isFirst;
        lock (_lanes)
        {
            if (!_lanes.TryGetValue(partition, out lane!)) _lanes[partition] = lane = new Lane();
            lane.Waiting.AddLast(write);
            isFirst = !lane.IsBusy;
            lane.IsBusy = true;
        }

        if (isFirst) _ = DrainAsync(lane);
        return write.Done.Task.WaitAsync(cancellation);
    }

    private async Task DrainAsync(Lane lane)
    {
        while (Next(lane) is { Count: > 0 } writes)
        {
            try
            {
                await table.SubmitTransactionAsync([.. writes.SelectMany(write => write.Actions), Bell.Ring(writes[0].Partition)], CancellationToken.None).ConfigureAwait(false);
                foreach (var write in writes) write.Done.SetResult();
            }
            catch (TableTransactionFailedException e) when (writes.Count > 1 && Blame(writes, e.FailedTransactionActionIndex) is { } culprit)
            {
                culprit.Done.SetException(e);
                PutBack(lane, writes.Where(write => write != culprit));
            }
            catch (Exception e)
            {
                foreach (var write in writes) write.Done.SetException(e);
            }
        }
    }

    private List<Write> Next(Lane lane)
    {
        var (writes, actions, bytes, rows) = (new List<Write>(), 0, 0, new HashSet<string>(StringComparer.Ordinal));
        lock (_lanes)
        {
            while (lane.Waiting.First is { Value: var write })
            {
                var isTooMuch = actions + write.Actions.Count > Transactions.MaxActions || bytes + write.Bytes > Transactions.MaxBytes || write.Actions.Any(action => rows.Contains(action.Entity.RowKey));
                if (writes.Count > 0 && isTooMuch) break;
                lane.Waiting.RemoveFirst();
                writes.Add(write);
                rows.UnionWith(write.Actions.Select(action => action.Entity.RowKey));
                (actions, bytes) = (actions + write.Actions.Count, bytes + write.Bytes);
            }

            lane.IsBusy = writes.Count > 0;
        }

        return writes;
    }

    private void PutBack(Lane lane, IEnumerable<Write> writes)
    {
        lock (_lanes)
        {
            foreach (var write in writes.Reverse()) lane.Waiting.AddFirst(write);
        }
    }

    private static Write? Blame(List<Write> writes, int? index)
    {
        foreach (var write in writes)
        {
            if (index < write.Actions.Count) return write;
            index -= write.Actions.Count;
        }

        return null;
    }

    private sealed class Lane
    {
        public LinkedList<Write> Waiting { get; } = [];

        public bool IsBusy { get; set; }
    }

    private sealed class Write(string partition, IReadOnlyList<TableTransactionAction> actions)
    {
        public string Partition => partition;

        public IReadOnlyList<TableTransactionAction> Actions => actions;

        public int Bytes { get; } = actions.Sum(action => Rows.SizeOf(action.Entity));

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
