using Microsoft.DurableTask;
using Reliability.Orchestration.History;

namespace Reliability.Orchestration.Execution;

/// <summary>External events and who waits for them, by name, without regard to case; first come, first served.</summary>
internal sealed class EventWaits(DataConverter converter)
{
    private readonly Dictionary<string, LinkedList<Wait>> _waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<EventReceived> _kept = [];

    /// <summary>Gets the events that nobody has waited for yet, oldest first.</summary>
    public IReadOnlyList<EventReceived> Kept => _kept;

    /// <summary>Gets whether nobody waits.</summary>
    public bool IsEmpty => _waits.Values.All(waits => waits.Count == 0);

    /// <summary>Takes the next event of a name, at once if it is here.</summary>
    public Task<T> WaitAsync<T>(string name, CancellationToken cancellation)
    {
        var kept = _kept.FindIndex(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
        var wait = new Wait<T>(converter);
        if (cancellation.IsCancellationRequested)
        {
            wait.Cancel(cancellation);
        }
        else if (kept >= 0)
        {
            var received = _kept[kept];
            _kept.RemoveAt(kept);
            wait.Give(received);
        }
        else
        {
            Add(name, wait, cancellation);
        }

        return wait.Task;
    }

    /// <summary>Gives an event to who has waited longest, or keeps it.</summary>
    public void Receive(EventReceived received)
    {
        if (_waits.GetValueOrDefault(received.Name)?.First is not { } first)
        {
            _kept.Add(received);
            return;
        }

        first.List!.RemoveFirst();
        first.Value.Give(received);
    }

    private void Add<T>(string name, Wait<T> wait, CancellationToken cancellation)
    {
        if (!_waits.TryGetValue(name, out var waits)) _waits[name] = waits = new LinkedList<Wait>();
        var node = waits.AddLast(wait);
        cancellation.Register(() =>
        {
            if (node.List is null) return;
            node.List.Remove(node);
            wait.Cancel(cancellation);
        });
    }

    private abstract class Wait
    {
        public abstract void Give(EventReceived received);
    }

    private sealed class Wait<T>(DataConverter converter) : Wait
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public void Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);

        public override void Give(EventReceived received)
        {
            T value;
            try
            {
                value = converter.Deserialize<T>(received.Payload)!;
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
