using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Slo;

/// <summary>Evaluates all objectives every minute.</summary>
/// <param name="evaluation">Does it.</param>
public sealed class EvaluateSlos(SloEvaluation evaluation)
{
    /// <summary>Runs at every full minute, UTC.</summary>
    /// <remarks>The schedule is fixed: a <c>%Setting%</c> has no default in Azure, so an app without it would not start.</remarks>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellation">Ends the run.</param>
    [Function(nameof(EvaluateSlos))]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        evaluation.RunAsync(cancellation);
}
