using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Reliability.Functions.Orchestrations;

/// <summary>Starts a probe every five minutes; <c>GET /health</c> tells how the last one went.</summary>
/// <param name="client">Starts it.</param>
public sealed class ProbeOrchestrations(DurableTaskClient client)
{
    /// <summary>Runs the function.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellation">Ends the run.</param>
    [Function(nameof(ProbeOrchestrations))]
    public async Task RunAsync([TimerTrigger("20 */5 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(OrchestrationProbe), null, new StartOrchestrationOptions(OrchestrationProbe.InstanceId), cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // The one before still runs: its age is what health shows.
        }
    }
}
