using System.ComponentModel.DataAnnotations;

namespace Reliability.Functions.Rum;

/// <summary>How performance budgets are judged.</summary>
public sealed class RumBudgetOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string Section = "Reliability:RumBudgets";

    /// <summary>Gets the time looked at, in hours, the running one included.</summary>
    /// <value>1 to 168; default 2: the running hour and the one before.</value>
    [Range(1, 168)] public int WindowHours { get; init; } = 2;

    /// <summary>Gets the fewest samples that tell anything.</summary>
    /// <value>1 to 1,000,000; default 100. With fewer, a budget keeps its state.</value>
    [Range(1, 1_000_000)] public int MinimumSamples { get; init; } = 100;
}
