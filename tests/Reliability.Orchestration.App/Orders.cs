using Microsoft.DurableTask;
using Reliability.Orchestration.Execution;

namespace Reliability.Orchestration.App;

/// <summary>An effect to have.</summary>
public sealed record Effect(string Instance, Guid Token, string What);

/// <summary>Has an effect.</summary>
public sealed class HaveEffect(EffectLog log) : TaskActivity<Effect, string>
{
    public override async Task<string> RunAsync(TaskActivityContext context, Effect input)
    {
        await log.HaveAsync(input.Instance, input.Token, input.What);
        return input.What;
    }
}

/// <summary>Everything an orchestrator can do: steps, several at once, a timer, a sub-orchestration, an event that may be late, and starting over once.</summary>
public sealed class Order : TaskOrchestrator<int, int>
{
    /// <summary>How many effects an order has, its sub-orders' included.</summary>
    public const int Effects = 2 * (2 + 4 + 2);

    public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
    {
        await HaveAsync(context, "first");
        var several = Enumerable.Range(0, 4).Select(i => HaveAsync(context, $"part {i}")).ToList();
        await Task.WhenAll(several);
        await context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        await context.CallSubOrchestratorAsync<int>(nameof(SubOrder), input);
        await NewsAsync(context);
        await HaveAsync(context, "last");
        if (input == 0)
        {
            context.ContinueAsNew(1);
            return 0;
        }

        return input;
    }

    internal static Task<string> HaveAsync(TaskOrchestrationContext context, string what) =>
        context.CallActivityAsync<string>(nameof(HaveEffect), new Effect(context.InstanceId, context.NewGuid(), what));

    private static async Task NewsAsync(TaskOrchestrationContext context)
    {
        try
        {
            await context.WaitForExternalEvent<string>("news", TimeSpan.FromMilliseconds(300));
        }
        catch (TaskCanceledException)
        {
            // No news.
        }
    }
}

/// <summary>A part of an order.</summary>
public sealed class SubOrder : TaskOrchestrator<int, int>
{
    public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
    {
        await Order.HaveAsync(context, "sub first");
        await Order.HaveAsync(context, "sub last");
        return input;
    }
}

/// <summary>The tasks of the app.</summary>
public static class Orders
{
    /// <summary>All orchestrators and activities.</summary>
    public static OrchestrationTasks Tasks => new OrchestrationTasks().AddOrchestrator<Order>().AddOrchestrator<SubOrder>().AddActivity<HaveEffect>();
}
