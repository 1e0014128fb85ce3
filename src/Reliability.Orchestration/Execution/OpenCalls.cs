using Microsoft.DurableTask;
using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Execution;

/// <summary>Calls, timers and waits of an orchestrator that are not over yet.</summary>
internal sealed class OpenCalls(DataConverter converter)
{
    private readonly SortedDictionary<int, OpenCall> _open = [];

    /// <summary>Gets whether there are none.</summary>
    public bool IsEmpty => _open.Count == 0;

    /// <summary>Gets what the calls are about, oldest first.</summary>
    public IEnumerable<Decision> Decisions => _open.Values.Select(call => call.Decision);

    /// <summary>Waits for the outcome of a call.</summary>
    public Task<T> Add<T>(Decision decision, string name)
    {
        var call = new OpenCall<T>(decision, name, converter);
        _open.Add(decision.Id, call);
        return call.Task;
    }

    /// <summary>Stops waiting.</summary>
    public void Cancel(int id, CancellationToken cancellation)
    {
        if (_open.Remove(id, out var call)) call.Cancel(cancellation);
    }

    /// <summary>Tells whether an outcome is still waited for.</summary>
    public bool IsOpen(int id) => _open.ContainsKey(id);

    /// <summary>Completes a call. An outcome that nobody waits for any more is ignored.</summary>
    public void Complete(Outcome outcome)
    {
        if (_open.Remove(outcome.Id, out var call)) call.Complete(outcome);
    }

    private abstract class OpenCall(Decision decision)
    {
        public Decision Decision => decision;

        public abstract void Complete(Outcome outcome);

        public abstract void Cancel(CancellationToken cancellation);
    }

    // Continuations run inside SetResult, on the thread of the turn: that is what makes the order repeatable.
    private sealed class OpenCall<T>(Decision decision, string name, DataConverter converter) : OpenCall(decision)
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public override void Complete(Outcome outcome)
        {
            switch (outcome)
            {
                case ActivityFailed(var id, var failure):
                    _source.SetException(new TaskFailedException(name, id, failure.ToDetails()));
                    break;
                case ChildFailed(var id, var failure):
                    _source.SetException(new TaskFailedException(name, id, failure.ToDetails()));
                    break;
                case ActivityCompleted(_, var result):
                    SetResult(result);
                    break;
                case ChildCompleted(_, var result):
                    SetResult(result);
                    break;
                default:
                    _source.SetResult(default!);
                    break;
            }
        }

        public override void Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);

        private void SetResult(string? result)
        {
            T value;
            try
            {
                value = converter.Deserialize<T>(result)!;
            }
            catch (Exception e)
            {
                _source.SetException(e);
                return;
            }

            _source.SetResult(value);
        }
    }
}
