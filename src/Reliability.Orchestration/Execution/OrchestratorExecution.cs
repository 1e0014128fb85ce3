using Microsoft.DurableTask;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Execution;

/// <summary>An orchestrator that runs, turn by turn: first those of its history again, then new ones.</summary>
/// <remarks>It holds the live state of the orchestrator's code. When a turn cannot be committed, it is thrown away and made anew from the history.</remarks>
internal sealed class OrchestratorExecution
{
    private readonly ITaskOrchestrator _orchestrator;
    private readonly OrchestratorServices _services;
    private readonly OrchestrationContext _context;
    private readonly Queue<HistoryRecord> _held = [];
    private readonly HashSet<string> _seen;
    private readonly Dictionary<int, int> _forgotten = [];
    private Task<object?>? _task;
    private bool _beganAnew;

    /// <summary>Prepares an execution; its first turn starts it.</summary>
    public OrchestratorExecution(ExecutionStarted started, string instanceId, ITaskOrchestrator orchestrator, OrchestratorServices services)
    {
        (_orchestrator, _services) = (orchestrator, services);
        _context = new OrchestrationContext(started, instanceId, services);
        _seen = new HashSet<string>(started.Seen ?? [], StringComparer.Ordinal);
    }

    /// <summary>Gets whether the orchestrator's code was called.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Gets why its turns cannot be trusted; null if they can.</summary>
    public Exception? Fault => _context.Log.Fault;

    /// <summary>Gets whether it ended, or began anew.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Gets whether it is suspended.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>Gets the custom status, serialized.</summary>
    public string? CustomStatus => _context.CustomStatus;

    /// <summary>Gets the activities that were called and have no outcome.</summary>
    public IEnumerable<ActivityScheduled> OpenActivities => Open<ActivityScheduled>();

    /// <summary>Gets the sub-orchestrations that were called and have no outcome.</summary>
    public IEnumerable<ChildScheduled> OpenChildren => Open<ChildScheduled>();

    /// <summary>Gets the timers that wait.</summary>
    public IEnumerable<TimerCreated> OpenTimers => Open<TimerCreated>();

    /// <summary>Gets the events that nobody waited for, oldest first.</summary>
    public IReadOnlyList<EventReceived> KeptEvents => [.. _context.Events.Kept, .. _held.OfType<EventReceived>()];

    /// <summary>Gets the ids of all messages that were received, oldest first.</summary>
    public IEnumerable<string> Seen => _seen;

    /// <summary>Tells whether an arrival is new to the execution: neither a message it had, nor an outcome it does not wait for.</summary>
    public bool IsNew(HistoryRecord arrival) => arrival switch
    {
        ChildFailed { Generation: { } generation } failed when _forgotten.TryGetValue(failed.Id, out var forgotten) && generation <= forgotten => false,
        Outcome outcome => !HasEnded && _context.Calls.IsOpen(outcome.Id) && !_held.OfType<Outcome>().Any(held => held.Id == outcome.Id),
        Arrival { MessageId: { } id } => !_seen.Contains(id),
        _ => true,
    };

    /// <summary>Repeats a turn of the history.</summary>
    /// <exception cref="NonDeterminismException">The orchestrator decides something else.</exception>
    public void Replay(Turn turn)
    {
        _context.Log.Begin(turn.Decisions);
        foreach (var rewound in turn.Decisions.OfType<ChildRewound>())
        {
            if (rewound.Forgotten is { } generation) _forgotten[rewound.Scheduled.Id] = generation;
        }

        Play(turn.At, turn.Arrivals);
    }

    /// <summary>Runs a new turn.</summary>
    /// <param name="at">The time; the orchestrator sees it.</param>
    /// <param name="arrivals">What arrived.</param>
    /// <returns>
    /// The turn, to be committed before anything it decides is done. It has fewer arrivals when the execution began anew before the last of
    /// them: the others are for the next execution.
    /// </returns>
    public Turn Run(DateTimeOffset at, IReadOnlyList<HistoryRecord> arrivals)
    {
        _context.Log.Begin(null);
        var (decisions, played) = Play(at, arrivals);
        return new Turn(at, [.. arrivals.Take(played)], decisions);
    }

    // What has an outcome that is held back is not open any more.
    private IEnumerable<T> Open<T>()
        where T : Decision => HasEnded ? [] : _context.Calls.Decisions.OfType<T>().Where(decision => !_held.OfType<Outcome>().Any(held => held.Id == decision.Id));

    private (IReadOnlyList<HistoryRecord> Decisions, int Played) Play(DateTimeOffset at, IReadOnlyList<HistoryRecord> arrivals)
    {
        _context.Now = at;
        var played = 0;
        while (played < arrivals.Count && !_beganAnew) Deliver(arrivals[played++]);
        return (_context.Log.End(), played);
    }

    private void Deliver(HistoryRecord arrival)
    {
        if (arrival is Arrival { MessageId: { } id }) _seen.Add(id);
        HasStarted |= arrival is ExecutionStarted;
        if (HasEnded) return;
        switch (arrival)
        {
            case ExecutionSuspended:
                IsSuspended = true;
                break;
            case ExecutionResumed:
                IsSuspended = false;
                while (!HasEnded && _held.TryDequeue(out var held)) Give(held);
                break;
            case ExecutionTerminated terminated:
                Terminate(terminated);
                break;
            case ExecutionRewound or CallRefused:
                break;
            default:
                if (IsSuspended) _held.Enqueue(arrival);
                else Give(arrival);
                break;
        }
    }

    private void Give(HistoryRecord arrival)
    {
        if (HasEnded) return;
        _context.Run(() =>
        {
            switch (arrival)
            {
                case ExecutionStarted started:
                    foreach (var carried in started.Events ?? []) _context.Events.Receive(carried);
                    _task = StartAsync(started);
                    _context.Watch(_task);
                    break;
                case Outcome outcome:
                    _context.Calls.Complete(outcome);
                    break;
                case EventReceived received:
                    _context.Events.Receive(received);
                    break;
            }
        });
        if (_context.Log.Fault is null) EndIfDone();
    }

    private Task<object?> StartAsync(ExecutionStarted started)
    {
        try
        {
            return _orchestrator.RunAsync(_context, _services.Converter.Deserialize(started.Input, _orchestrator.InputType));
        }
        catch (Exception e)
        {
            return Task.FromException<object?>(e);
        }
    }

    private void EndIfDone()
    {
        if (_task is not { IsCompleted: true } task)
        {
            if (_task is not null && _context.Calls.IsEmpty && _context.Events.IsEmpty)
                End(new InvalidOperationException("The orchestrator awaits something that is not durable: it may await only tasks of its context."));
            return;
        }

        if (task.IsFaulted) End(task.Exception.InnerException!);
        else if (task.IsCanceled) End(new TaskCanceledException(task));
        else if (_context.Continuation is { } continuation) BeginAnew(continuation);
        else Complete(task.Result);
    }

    private void BeginAnew(Func<int, ContinuedAsNew> continuation)
    {
        End(continuation);
        _beganAnew = true;
    }

    private void Complete(object? result)
    {
        string? output;
        try
        {
            output = Payloads.Require(_services.Converter.Serialize(result), "The output");
        }
        catch (Exception e)
        {
            End(e);
            return;
        }

        End(id => new ExecutionFinished(id, InstanceStatus.Completed, output, null));
    }

    private void End(Exception exception) => End(id => new ExecutionFinished(id, InstanceStatus.Failed, null, Failure.Of(exception)));

    private void Terminate(ExecutionTerminated terminated)
    {
        foreach (var child in terminated.Recursive ? OpenChildren.ToList() : [])
            _context.Log.Take(id => new ChildTerminated(id, child.InstanceId));
        End(id => new ExecutionFinished(id, InstanceStatus.Terminated, terminated.Output, null));
    }

    private void End<T>(Func<int, T> end)
        where T : Decision
    {
        _context.Log.Take(end);
        HasEnded = true;
    }
}
