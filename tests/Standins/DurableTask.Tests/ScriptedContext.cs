using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Tests;

/// <summary>An orchestration whose time and events the test decides; it calls nothing.</summary>
internal sealed class ScriptedContext : TaskOrchestrationContext
{
    private readonly List<(DateTime At, TaskCompletionSource Timer)> _timers = [];
    private readonly Dictionary<string, TaskCompletionSource<object?>> _waits = new(StringComparer.OrdinalIgnoreCase);

    public List<string> Log { get; } = [];

    public DateTime Now { get; private set; } = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);

    public bool Replaying { get; set; }

    public ILoggerFactory? Loggers { get; init; }

    public string GivenVersion { get; init; } = "";

    public (object? Input, bool Preserve)? Restart { get; private set; }

    public int OpenTimers => _timers.Count(timer => !timer.Timer.Task.IsCompleted);

    public override TaskName Name => "scripted";

    public override string InstanceId => "instance-1";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    public override string Version => GivenVersion;

    protected override ILoggerFactory LoggerFactory => Loggers ?? throw new NotSupportedException();

    /// <summary>Lets time pass and ends the timers that are due.</summary>
    public void Advance(TimeSpan time)
    {
        Now += time;
        foreach ((DateTime at, TaskCompletionSource timer) in _timers.Where(timer => timer.At <= Now))
        {
            timer.TrySetResult();
        }
    }

    public void Raise(string eventName, object? payload) => _waits[eventName].TrySetResult(payload);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Log.Add($"timer {fireAt:HH:mm}");
        var timer = new TaskCompletionSource();
        cancellationToken.Register(() => timer.TrySetCanceled(cancellationToken));
        _timers.Add((fireAt, timer));
        return timer.Task;
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        Log.Add($"wait {eventName}");
        TaskCompletionSource<object?> wait = _waits[eventName] = new();
        cancellationToken.Register(() => wait.TrySetCanceled(cancellationToken));
        return (T)(await wait.Task)!;
    }

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Log.Add($"call {name} with {input ?? "nothing"}, retries: {options?.Retry is not null}");
        return Task.FromResult(default(TResult)!);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Restart = (newInput, preserveUnprocessedEvents);

    public override T? GetInput<T>()
        where T : default => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) => throw new NotSupportedException();
}
