using Microsoft.DurableTask;

namespace Reliability.Functions.Orchestrations;

/// <summary>An orchestration that shows that orchestrations work: it calls an activity and waits for a timer.</summary>
internal sealed class OrchestrationProbe : TaskOrchestrator<object?, DateTimeOffset>
{
    /// <summary>The id of its only instance, which begins again with every probe.</summary>
    public const string InstanceId = "probe";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task<DateTimeOffset> RunAsync(TaskOrchestrationContext context, object? input)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.CreateTimer(Pause, CancellationToken.None);
        return await context.CallActivityAsync<DateTimeOffset>(nameof(TellTime));
    }
}

/// <summary>Tells the time of the process that it runs in.</summary>
/// <param name="time">The clock.</param>
internal sealed class TellTime(TimeProvider time) : TaskActivity<object?, DateTimeOffset>
{
    /// <inheritdoc/>
    public override Task<DateTimeOffset> RunAsync(TaskActivityContext context, object? input) => Task.FromResult(time.GetUtcNow());
}
