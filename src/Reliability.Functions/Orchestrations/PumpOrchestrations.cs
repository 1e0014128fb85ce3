using Microsoft.Azure.Functions.Worker;
using Reliability.Orchestration;

namespace Reliability.Functions.Orchestrations;

/// <summary>Keeps a process awake while orchestrations have something to do: where processes sleep, this timer wakes one.</summary>
/// <param name="pump">Waits for the work.</param>
public sealed class PumpOrchestrations(OrchestrationPump pump)
{
    /// <summary>Runs the function.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellation">Ends the run; the next goes on.</param>
    [Function(nameof(PumpOrchestrations))]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation) => pump.RunAsync(cancellation);
}
