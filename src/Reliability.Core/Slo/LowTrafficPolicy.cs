namespace Reliability.Core.Slo;

/// <summary>What keeps a few events from raising an alert.</summary>
public abstract record LowTrafficPolicy
{
    private LowTrafficPolicy()
    {
    }

    /// <summary>Nothing: one bad event of one is a burn rate of 1 / (1 - target).</summary>
    public sealed record None : LowTrafficPolicy;

    /// <summary>A slice or window with fewer events counts as one without events: <see cref="NoDataPolicy"/> tells what follows.</summary>
    /// <param name="Count">The fewest events that tell something; 1 or more.</param>
    public sealed record MinEvents(long Count) : LowTrafficPolicy;

    /// <summary>Burn rates count slots instead of events: the sum of the slots' error rates over all slots of the window, empty ones being good.</summary>
    /// <remarks>One bad event of one in an hour of 60 s slots is an error rate of 1/60, not 1.</remarks>
    /// <param name="Length">The length of a slot; above 0.</param>
    public sealed record Slots(TimeSpan Length) : LowTrafficPolicy;

    /// <summary>Burn rates weigh a window by its traffic: the error rate times the window's traffic over the usual traffic of the whole window.</summary>
    /// <remarks>Quiet hours count less and busy ones more: a rate of 1 spends the budget of events evenly. As the plugin denominator_corrected_rules of Sloth.</remarks>
    public sealed record VolumeCorrected : LowTrafficPolicy;
}
