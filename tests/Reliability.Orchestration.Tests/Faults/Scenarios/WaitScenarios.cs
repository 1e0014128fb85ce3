using Microsoft.DurableTask;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Timers and events.</summary>
internal static class WaitScenarios
{
    // What clocks that are corrected may be off by, and the second to which the store tells its time.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(4);

    private const string Id = "one";

    public static IEnumerable<Scenario> All => [Timers, Delayed, Race, Events, Signals];

    private static Scenario Timers => new("timers")
    {
        Add = tasks => tasks.AddOrchestrator("timers", () => Orchestrator.Of(async context =>
        {
            await context.DoAsync("before");
            var slow = context.CreateTimer(TimeSpan.FromSeconds(9), CancellationToken.None);
            await context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
            await context.DoAsync("between");
            await slow;
            return await context.DoAsync("after");
        })),
        Drive = world => ScenarioList.Start(world, "timers", Id),
        Effects = new Dictionary<string, int> { ["before"] = 1, ["between"] = 1, ["after"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"after\"" },
        Check = world => Assert.True(world.Effects.At("after") - world.Effects.At("before") > TimeSpan.FromSeconds(9) - Slack, "A timer fired early."),
    };

    private static Scenario Delayed => new("delayed-start")
    {
        Add = tasks => tasks.AddOrchestrator("delayed-start", () => Orchestrator.Of(context => context.DoAsync("started"))),
        Drive = world => ScenarioList.Start(
            world, "delayed-start", Id, options: new StartOrchestrationOptions { StartAt = world.Time.GetUtcNow() + TimeSpan.FromSeconds(8) }),
        Effects = new Dictionary<string, int> { ["started"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"started\"" },
        Check = world => Assert.True(world.Effects.At("started") > Reliability.Testing.FakeTimeProvider.DefaultStart + TimeSpan.FromSeconds(8) - Slack, "It started early."),
    };

    // The event comes about when the time is over: whatever is first counts, and the other never does.
    private static Scenario Race => new("event-or-time-out")
    {
        Add = tasks => tasks.AddOrchestrator("event-or-time-out", () => Orchestrator.Of(async context =>
        {
            try
            {
                await context.WaitForExternalEvent<string>("approve", TimeSpan.FromSeconds(3));
            }
            catch (OperationCanceledException)
            {
                return await context.DoAsync("late");
            }

            return await context.DoAsync("approved");
        })),
        Drive = world =>
        {
            ScenarioList.Start(world, "event-or-time-out", Id);
            world.Pass(6);
            world.Call(client => client.RaiseEventAsync(Id, "approve", "yes"));
        },
        Effects = new Dictionary<string, int>(),
        OneOf = ["late", "approved"],
        Ends = new Dictionary<string, string>(),
    };

    private static Scenario Events => new("events")
    {
        Add = tasks => tasks.AddOrchestrator("events", () => Orchestrator.Of(async context =>
        {
            var seen = new SortedSet<string>(StringComparer.Ordinal);
            while (seen.Count < 3)
            {
                var name = await context.WaitForExternalEvent<string>("item");
                if (seen.Add(name)) await context.DoAsync(name);
            }

            return string.Concat(seen);
        })),
        Drive = world =>
        {
            ScenarioList.Start(world, "events", Id);
            foreach (var name in new[] { "x", "y", "z" }) world.Call(client => client.RaiseEventAsync(Id, "item", name));
        },
        Effects = new Dictionary<string, int> { ["x"] = 1, ["y"] = 1, ["z"] = 1 },
        Ends = new Dictionary<string, string> { [Id] = "Completed \"xyz\"" },
    };

    // Two instances, in different shards, tell each other things. The one takes its time, so that a question that comes twice comes before the next.
    private static Scenario Signals => new("signals")
    {
        Add = tasks => tasks
            .AddOrchestrator("asker", () => Orchestrator.Of<string, string>(async (context, other) =>
            {
                var answers = "";
                for (var number = 0; number < 3; number++)
                {
                    context.SendEvent(other, "question", $"{context.InstanceId}?{number}");
                    answers += await context.WaitForExternalEvent<string>("answer");
                }

                return answers;
            }))
            .AddOrchestrator("answerer", () => Orchestrator.Of(async context =>
            {
                for (var number = 0; number < 3; number++)
                {
                    await context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
                    var question = (await context.WaitForExternalEvent<string>("question")).Split('?');
                    context.SendEvent(question[0], "answer", await context.DoAsync($"answer-{question[1]}"));
                }

                return "done";
            })),
        Drive = world =>
        {
            ScenarioList.Start(world, "answerer", ScenarioList.IdIn(1, "answerer"));
            ScenarioList.Start(world, "asker", ScenarioList.IdIn(0, "asker"), ScenarioList.IdIn(1, "answerer"));
        },
        Effects = new Dictionary<string, int> { ["answer-0"] = 1, ["answer-1"] = 1, ["answer-2"] = 1 },
        Ends = new Dictionary<string, string>(),
    };
}
