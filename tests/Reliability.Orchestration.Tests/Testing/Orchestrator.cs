using Microsoft.DurableTask;

namespace Reliability.Orchestration.Tests.Testing;

/// <summary>Makes orchestrators of functions.</summary>
internal static class Orchestrator
{
    public static ITaskOrchestrator Of<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> run) => new Function<TInput, TOutput>(run);

    public static ITaskOrchestrator Of<TOutput>(Func<TaskOrchestrationContext, Task<TOutput>> run) => new Function<object?, TOutput>((context, _) => run(context));

    private sealed class Function<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> run) : TaskOrchestrator<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input) => run(context, input);
    }
}

/// <summary>Makes activities of functions.</summary>
internal static class Activity
{
    public static ITaskActivity Of<TInput, TOutput>(Func<TaskActivityContext, TInput, TOutput> run) => new Function<TInput, TOutput>(run);

    private sealed class Function<TInput, TOutput>(Func<TaskActivityContext, TInput, TOutput> run) : TaskActivity<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => Task.FromResult(run(context, input));
    }
}
