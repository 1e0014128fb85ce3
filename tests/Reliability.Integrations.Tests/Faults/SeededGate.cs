using Reliability.Testing;

namespace Reliability.Integrations.Tests.Faults;

/// <summary>Lets tasks over <see cref="InMemoryTables"/> go on one operation at a time, in an order that a seed decides.</summary>
/// <remarks>Each task runs on the caller's thread until its next operation, so the same seed always gives the same run.</remarks>
internal sealed class SeededGate(InMemoryTables tables, Random random)
{
    private readonly List<(int Task, TaskCompletionSource Pass)> _waiting = [];
    private int _current;

    /// <summary>Runs tasks to their ends.</summary>
    public void Run(params Func<Task>[] starts)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        tables.Gate = _ =>
        {
            var pass = new TaskCompletionSource();
            _waiting.Add((_current, pass));
            return pass.Task;
        };
        var running = starts.Select(Start).ToArray();
        while (_waiting.Count > 0) PassOne();
        tables.Gate = null;
        SynchronizationContext.SetSynchronizationContext(context);
        Assert.All(running, task => Assert.True(task.IsCompletedSuccessfully, task.Exception?.ToString() ?? "A task waits for something other than the store."));
    }

    private Task Start(Func<Task> start, int number)
    {
        _current = number;
        return start();
    }

    // Now and then one task has the store to itself for a while, so that the others become zombies.
    private void PassOne()
    {
        var next = _waiting[random.Next(_waiting.Count)];
        var patience = random.Next(8) == 0 ? random.Next(60) : 1;
        for (; patience > 0 && next.Pass is not null; patience--)
        {
            _waiting.Remove(next);
            _current = next.Task;
            next.Pass.SetResult();
            next = _waiting.FirstOrDefault(waiting => waiting.Task == _current);
        }
    }
}
