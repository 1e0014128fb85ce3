using Microsoft.Azure.Functions.Worker;

namespace Reliability.Functions.Rum;

/// <summary>Evaluates all performance budgets, every minute.</summary>
public sealed class EvaluateBudgets(BudgetEvaluation evaluation)
{
    /// <summary>Runs the function.</summary>
    [Function(nameof(EvaluateBudgets))]
    public Task Run([TimerTrigger("15 * * * * *")] TimerInfo timer, CancellationToken cancellation) => evaluation.RunAsync(cancellation);
}
