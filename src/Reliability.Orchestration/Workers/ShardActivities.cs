using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>The activities of a shard that run in this process, or whose results are not committed yet.</summary>
internal sealed class ShardActivities(ActivityRunner runner, Action<Pending> post)
{
    private readonly HashSet<string> _running = [];
    private readonly Lock _lock = new();

    /// <summary>Gets how many run, or have results that are not stored.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _running.Count;
        }
    }

    /// <summary>Starts a call, unless it runs.</summary>
    public void Start(ActivityCall call)
    {
        var id = Id(call.ExecutionId, call.Activity.Id);
        lock (_lock)
        {
            if (!_running.Add(id)) return;
        }

        runner.Start(call, outcome => post(new Pending(new Message(id, call.InstanceId, outcome, call.ExecutionId, call.Generation), null)));
    }

    /// <summary>Forgets a call whose result is stored.</summary>
    public void Forget(Message result)
    {
        lock (_lock) _running.Remove(result.Id);
    }

    private static string Id(string executionId, int decisionId) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"result-{executionId}-{decisionId:D8}");
}
