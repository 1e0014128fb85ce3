using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Orchestration;

namespace Reliability.Functions.Orchestrations;

/// <summary>Deletes orchestrations that ended long enough ago; a quarter to every hour.</summary>
/// <param name="client">Deletes them.</param>
/// <param name="options">How long they are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">What was deleted.</param>
public sealed partial class DeleteOldOrchestrations(
    DurableTaskClient client, IOptions<OrchestrationOptions> options, TimeProvider time, ILogger<DeleteOldOrchestrations> logger)
{
    private const int MaxDeleted = 5_000;

    /// <summary>Runs the function.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellation">Ends the run; the next goes on.</param>
    [Function(nameof(DeleteOldOrchestrations))]
    public async Task RunAsync([TimerTrigger("0 45 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var limit = time.GetUtcNow() - options.Value.Retention;
        var ended = new OrchestrationQuery(
            CreatedTo: limit, Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated]);
        var deleted = 0;
        await foreach (var instance in client.GetAllInstancesAsync(ended).WithCancellation(cancellation))
        {
            if (instance.LastUpdatedAt < limit) deleted += (await client.PurgeInstanceAsync(instance.InstanceId, cancellation)).PurgedInstanceCount;
            if (deleted >= MaxDeleted) break;
        }

        Deleted(deleted);
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Count} orchestrations that ended long ago")]
    private partial void Deleted(int count);
}
