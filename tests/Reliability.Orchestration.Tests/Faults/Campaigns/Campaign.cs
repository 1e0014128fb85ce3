using System.Collections.Concurrent;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Runs cases.</summary>
internal static class Campaign
{
    private const int MostShown = 10;

    /// <summary>Gets whether everything is tried, not only what there is time for in every run.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("RELIABILITY_TEST_FULL") == "1";

    /// <summary>Gets what is tried at every operation of a scenario.</summary>
    public static IReadOnlyList<Mishap> KindsOf(string scenario) => ScenarioList.Named(scenario) switch
    {
        { IsShort: true } => Enum.GetValues<Mishap>(),
        _ when IsFull => Enum.GetValues<Mishap>(),
        { IsLarge: true } => [Mishap.CrashAfter, Mishap.Slow],
        _ => [Mishap.Before, Mishap.AfterAppliedNoReply, Mishap.AfterAppliedRetried, Mishap.CrashBefore, Mishap.CrashAfter, Mishap.Theft],
    };

    /// <summary>Runs one case.</summary>
    /// <returns>How many operations there were.</returns>
    /// <exception cref="FaultCaseException">It did not end well.</exception>
    public static int Run(FaultCase one)
    {
        // What waits for an operation goes on where the operation ends, on this thread.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var scenario = ScenarioList.Named(one.Scenario);
            var world = new World(one, scenario);
            scenario.Drive(world);
            world.Rest();
            Oracle.Judge(world, scenario);
            return world.Account.Operations;
        }
        catch (Exception e)
        {
            throw new FaultCaseException($"{one}: {e.Message}", e);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Runs cases, several at once, and tells of those that did not end well.</summary>
    /// <returns>The cases, each with its number of operations.</returns>
    public static IReadOnlyList<(FaultCase Case, int Operations)> RunAll(IEnumerable<FaultCase> cases)
    {
        var (ended, failed) = (new ConcurrentBag<(FaultCase, int)>(), new ConcurrentBag<string>());
        var waiting = new ConcurrentQueue<FaultCase>(cases);

        // Threads of their own: a case waits for what the client goes on with on the pool, which must not be full of waiting cases.
        var runners = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(RunWaiting, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        Task.WaitAll([.. runners]);
        Assert.True(failed.IsEmpty, $"{failed.Count} of {failed.Count + ended.Count} cases failed:\n{string.Join('\n', failed.OrderBy(text => text.Length).Take(MostShown))}");
        return [.. ended];

        void RunWaiting()
        {
            while (waiting.TryDequeue(out var one))
            {
                try
                {
                    ended.Add((one, Run(one)));
                }
                catch (FaultCaseException e)
                {
                    failed.Add(e.Message);
                }
            }
        }
    }

    /// <summary>Lists every fault of the given kinds at every operation of a case.</summary>
    /// <param name="one">The case without them.</param>
    /// <param name="from">The first operation.</param>
    /// <param name="operations">The last.</param>
    /// <param name="kinds">The kinds.</param>
    public static IEnumerable<FaultCase> Everywhere(FaultCase one, int from, int operations, IReadOnlyList<Mishap> kinds) =>
        Enumerable.Range(from, Math.Max(0, operations - from + 1)).SelectMany(operation => kinds.Select(kind => one.With(kind, operation)));
}

/// <summary>A case did not end well.</summary>
internal sealed class FaultCaseException(string message, Exception reason) : Exception(message, reason);
