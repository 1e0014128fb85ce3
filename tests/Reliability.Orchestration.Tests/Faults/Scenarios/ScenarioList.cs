using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>All scenarios.</summary>
internal static class ScenarioList
{
    private static readonly Dictionary<string, Scenario> Scenarios =
        ((IEnumerable<Scenario>)[.. CallScenarios.All, .. WaitScenarios.All, .. ChildScenarios.All, .. ManagementScenarios.All, .. RewindScenarios.All, .. LargeScenarios.All])
        .ToDictionary(scenario => scenario.Name);

    /// <summary>Gets the scenarios.</summary>
    public static IEnumerable<Scenario> All => Scenarios.Values;

    /// <summary>Finds one.</summary>
    public static Scenario Named(string name) => Scenarios[name];

    /// <summary>Makes an instance id that lives in a shard.</summary>
    public static string IdIn(int shard, string name) =>
        Enumerable.Range(0, 100).Select(number => $"{name}-{number}").First(id => Sharding.Of(id, World.Shards) == shard);

    /// <summary>Starts an instance, once, even if it has ended before the caller knows that it began.</summary>
    public static void Start(World world, string name, string id, object? input = null, StartOrchestrationOptions? options = null)
    {
        var once = ((options ?? new StartOrchestrationOptions()) with { InstanceId = id })
            .WithDedupeStatuses(OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated);
        world.Call(client => client.ScheduleNewOrchestrationInstanceAsync(name, input, once));
    }

    /// <summary>Starts another instance under the id of one that ended.</summary>
    public static void StartAgain(World world, string name, string id, object? input = null) => world.Call(client =>
        world.Ledger.Instance(id) is { Generation: > 0 }
            ? Task.CompletedTask
            : client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions { InstanceId = id }));

    /// <summary>Waits for the status of an instance.</summary>
    public static void Await(World world, string id, params string[] statuses) =>
        world.Until(() => world.Ledger.Instance(id) is { } row && statuses.Contains(row.Status), $"{id} is {string.Join(" or ", statuses)}");

    /// <summary>Waits for an effect.</summary>
    public static void AwaitEffect(World world, string label) => world.Until(() => world.Effects.Count(label) > 0, $"effect {label}");

    /// <summary>Calls the activity that has an effect.</summary>
    public static Task<string> DoAsync(this TaskOrchestrationContext context, string label, int failures = 0, bool needsMending = false, int size = 0, TaskOptions? options = null) =>
        context.CallActivityAsync<string>(EffectLog.Activity, new Effect(label, context.NewGuid(), failures, needsMending, size), options);
}
