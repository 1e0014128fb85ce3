using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Execution;

/// <summary>What an orchestrator sees of its instance.</summary>
internal sealed class OrchestrationContext(ExecutionStarted started, string instanceId, OrchestratorServices services) : TaskOrchestrationContext
{
    private const int MaxCustomStatus = 8_192;

    private readonly OrchestratorThread _thread = new();
    private int _guids;

    /// <summary>Gets the decisions of the turn.</summary>
    public DecisionLog Log { get; } = new();

    /// <summary>Gets the calls that are not over.</summary>
    public OpenCalls Calls { get; } = new(services.Converter);

    /// <summary>Gets the events and who waits for them.</summary>
    public EventWaits Events { get; } = new(services.Converter);

    /// <summary>Gets or sets the time of the turn.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Gets the custom status, serialized.</summary>
    public string? CustomStatus { get; private set; }

    /// <summary>Gets how to begin again, once the orchestrator has asked for it.</summary>
    public Func<int, ContinuedAsNew>? Continuation { get; private set; }

    public override TaskName Name => new(started.Name);

    public override string InstanceId => instanceId;

    public override string Version => started.Version;

    public override ParentOrchestrationInstance? Parent =>
        started.Parent is { } parent ? new ParentOrchestrationInstance(new TaskName(parent.Name), parent.InstanceId) : null;

    public override DateTime CurrentUtcDateTime => Now.UtcDateTime;

    public override bool IsReplaying => Log.IsReplaying;

    protected override ILoggerFactory LoggerFactory => services.Loggers;

    /// <summary>Watches the orchestrator: it must not end between two turns.</summary>
    public void Watch(Task orchestrator) => orchestrator.ContinueWith(
        _ =>
        {
            if (!_thread.IsBusy) Stray("The orchestrator ended off its thread");
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    /// <summary>Runs orchestrator code on this thread.</summary>
    public void Run(Action code) => _thread.Run(code);

    public override T? GetInput<T>()
        where T : default => services.Converter.Deserialize<T>(started.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RequireThread();
        RequireName(name);
        var serialized = services.Converter.Serialize(input);
        return options?.Retry is { } retry ? Retrying.CallAsync(this, retry, CallOnceAsync) : CallOnceAsync();

        Task<TResult> CallOnceAsync() => Calls.Add<TResult>(
            Log.Take(id => new ActivityScheduled(id, name.Name, serialized, Copy(options?.Tags), options?.Version?.Version)), name.Name);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RequireThread();
        RequireName(orchestratorName);
        var serialized = Payloads.Require(services.Converter.Serialize(input), "The input");
        return options?.Retry is { } retry ? Retrying.CallAsync(this, retry, CallOnceAsync) : CallOnceAsync();

        Task<TResult> CallOnceAsync()
        {
            var child = (options as SubOrchestrationOptions)?.InstanceId is { Length: > 0 } chosen ? InstanceIds.Require(chosen) : NewGuid().ToString("N");
            var version = options?.Version?.Version ?? started.Version;
            return Calls.Add<TResult>(
                Log.Take(id => new ChildScheduled(id, orchestratorName.Name, child, serialized, version, Derive($"child/{id}"), Copy(options?.Tags))),
                orchestratorName.Name);
        }
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        RequireThread();
        var at = new DateTimeOffset(fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc));
        var timer = Log.Take(id => new TimerCreated(id, at));
        var task = Calls.Add<object?>(timer, "timer");
        cancellationToken.Register(() => Calls.Cancel(timer.Id, cancellationToken));
        return task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        RequireThread();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return Events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        RequireThread();
        InstanceIds.Require(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var serialized = Payloads.Require(services.Converter.Serialize(payload), "The event");
        Log.Take(id => new EventSent(id, instanceId, eventName, serialized));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        RequireThread();
        var serialized = services.Converter.Serialize(customStatus);
        CustomStatus = serialized is not { Length: > MaxCustomStatus }
            ? serialized
            : throw new ArgumentException($"A custom status has at most {MaxCustomStatus} characters; this one has {serialized.Length}.", nameof(customStatus));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        RequireThread();
        ArgumentNullException.ThrowIfNull(options);
        var serialized = Payloads.Require(services.Converter.Serialize(options.NewInput), "The input");
        Continuation = id => new ContinuedAsNew(id, serialized, options.NewVersion, options.PreserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        RequireThread();
        return StableGuid.Of(Derive(string.Create(CultureInfo.InvariantCulture, $"guid/{_guids++}")));
    }

    // Long ids stay short: the chain of executions is hashed at every step.
    private string Derive(string part) => StableGuid.Of($"{instanceId}/{started.ExecutionId}/{part}").ToString("N");

    private static Dictionary<string, string>? Copy(IDictionary<string, string>? tags) => tags is { Count: > 0 } ? new(tags) : null;

    private static void RequireName(TaskName name)
    {
        if (string.IsNullOrEmpty(name.Name)) throw new ArgumentException("A name is needed.", nameof(name));
    }

    private void RequireThread()
    {
        if (!_thread.IsCurrent) throw Stray("The orchestration context was used off the orchestrator's thread");
    }

    private Exception Stray(string what)
    {
        var fault = Log.Fail(new InvalidOperationException($"{what}: an orchestrator may await only tasks of its context."));
        services.Strayed?.Invoke(instanceId);
        return fault;
    }
}
