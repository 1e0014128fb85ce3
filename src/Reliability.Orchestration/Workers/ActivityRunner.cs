using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Workers;

/// <summary>A call of an activity whose decision is committed.</summary>
internal sealed record ActivityCall(string InstanceId, string ExecutionId, int Generation, ActivityScheduled Activity);

/// <summary>Runs the activities of a process, a bounded number at once.</summary>
/// <param name="tasks">The activities.</param>
/// <param name="services">Makes a scope for each call.</param>
/// <param name="converter">Serializes inputs and results.</param>
/// <param name="run">Runs a piece of work, soon; by default on the thread pool.</param>
/// <param name="most">How many run at once.</param>
/// <param name="logger">Tells of failures.</param>
internal sealed partial class ActivityRunner(
    OrchestrationTasks tasks, IServiceScopeFactory services, DataConverter converter, Action<Func<Task>> run, int most, ILogger<ActivityRunner> logger)
{
    private readonly Lock _lock = new();
    private readonly Queue<Func<Task>> _waiting = [];
    private int _running;

    /// <summary>Gets how many calls run or wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _running + _waiting.Count;
        }
    }

    /// <summary>Starts a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="done">Gets the outcome, on any thread.</param>
    public void Start(ActivityCall call, Action<HistoryRecord> done)
    {
        lock (_lock)
        {
            _waiting.Enqueue(async () => done(await RunAsync(call).ConfigureAwait(false)));
        }

        StartNext();
    }

    private void StartNext()
    {
        Func<Task> work;
        lock (_lock)
        {
            if (_running >= most || !_waiting.TryDequeue(out work!)) return;
            _running++;
        }

        run(async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            finally
            {
                lock (_lock) _running--;
                StartNext();
            }
        });
    }

    private async Task<HistoryRecord> RunAsync(ActivityCall call)
    {
        var scheduled = call.Activity;
        try
        {
            await using var scope = services.CreateAsyncScope();
            if (tasks.Activity(scheduled.Name, scope.ServiceProvider) is not { } activity) return NotFound(scheduled, call.InstanceId);
            var input = converter.Deserialize(scheduled.Input, activity.InputType);
            var result = await activity.RunAsync(new ActivityContext(scheduled, call.InstanceId), input).ConfigureAwait(false);
            OrchestrationMetrics.Activities.Add(1, new KeyValuePair<string, object?>("outcome", "completed"));
            return new ActivityCompleted(scheduled.Id, converter.Serialize(result));
        }
        catch (Exception e)
        {
            OrchestrationMetrics.Activities.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));
            ActivityFailed(e, scheduled.Name, scheduled.Id, call.InstanceId);
            return new ActivityFailed(scheduled.Id, Failure.Of(e));
        }
    }

    private ActivityFailed NotFound(ActivityScheduled scheduled, string instanceId)
    {
        OrchestrationMetrics.Activities.Add(1, new KeyValuePair<string, object?>("outcome", "not-found"));
        ActivityMissing(scheduled.Name, scheduled.Id, instanceId);
        return new ActivityFailed(scheduled.Id, new Failure(Failure.ActivityNotFound, $"There is no activity named '{scheduled.Name}' in this process.", null, null));
    }

    [LoggerMessage(LogLevel.Error, "There is no activity {Activity} (#{Id}), which instance {Instance} calls")]
    private partial void ActivityMissing(string activity, int id, string instance);

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} (#{Id}) of instance {Instance} failed")]
    private partial void ActivityFailed(Exception e, string activity, int id, string instance);

    private sealed class ActivityContext(ActivityScheduled scheduled, string instanceId) : TaskActivityContext
    {
        public override TaskName Name => new(scheduled.Name);

        public override string InstanceId => instanceId;
    }
}
