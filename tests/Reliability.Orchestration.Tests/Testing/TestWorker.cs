using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Workers;
using Reliability.Testing;

namespace Reliability.Orchestration.Tests.Testing;

/// <summary>One worker of a <see cref="TestCluster"/>: a process that may die.</summary>
internal sealed class TestWorker
{
    private readonly List<Func<Task>> _activities = [];
    private readonly Queue<Func<Task>> _queued = [];

    public TestWorker(TestCluster cluster, string id, TimeSpan skew, OrchestrationTasks tasks)
    {
        Process = cluster.Account.OtherProcess();
        Worker = new OrchestrationWorker(
            id, TestCluster.Table(Process), cluster.Shards, cluster.ServicesOf(tasks, new SkewedTimeProvider(cluster.Time, skew)), _activities.Add);
    }

    public InMemoryTables Process { get; }

    public OrchestrationWorker Worker { get; }

    public bool IsAlive => !Process.HasCrashed && !IsPaused;

    /// <summary>A worker that stands still, as one does that the system does not run, and wakes later with all it believed.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Whether activities that were started are held back.</summary>
    public bool HoldsActivities { get; set; }

    /// <summary>Ends the process now.</summary>
    public void Kill() => Process.Crash();

    public async Task StepAsync(Random random)
    {
        foreach (var shard in Worker.Shards.OrderBy(_ => random.Next()).ToList())
        {
            for (var again = true; again && IsAlive;)
                again = await shard.RunOnceAsync(CancellationToken.None) <= TimeSpan.Zero;
        }

        foreach (var activity in _activities.OrderBy(_ => random.Next())) _queued.Enqueue(activity);
        _activities.Clear();
        while (!HoldsActivities && IsAlive && _queued.TryDequeue(out var activity)) await activity();
    }
}

/// <summary>A clock that is off by a fixed time.</summary>
internal sealed class SkewedTimeProvider(TimeProvider time, TimeSpan skew) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + skew;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
