namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>How an invocation ended.</summary>
internal enum Outcome
{
    /// <summary>The function ran to its end. An HTTP function may still have answered with an error status.</summary>
    Succeeded,

    /// <summary>The function threw.</summary>
    Failed,

    /// <summary>The function was cancelled for taking longer than functionTimeout.</summary>
    TimedOut,

    /// <summary>The client went away, the timer lease was lost, or the host is shutting down.</summary>
    Cancelled,

    /// <summary>The request was malformed: a bad route value, or a body too large, too slow or broken off.</summary>
    Rejected,
}

/// <summary>Outcomes as metrics and spans name them.</summary>
internal static class Outcomes
{
    /// <summary>Names an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <returns>Lower case, words joined by an underscore.</returns>
    public static string Text(Outcome outcome) => outcome switch
    {
        Outcome.Succeeded => "succeeded",
        Outcome.Failed => "failed",
        Outcome.TimedOut => "timed_out",
        Outcome.Cancelled => "cancelled",
        _ => "rejected",
    };
}
