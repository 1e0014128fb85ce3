namespace Reliability.Core.Slo;

/// <summary>How an observation must compare to a limit to be good; <c>op</c> of OpenSLO v1.</summary>
public enum ThresholdOperator
{
    /// <summary><c>lte</c>: at most the limit.</summary>
    AtMost,

    /// <summary><c>gte</c>: at least the limit.</summary>
    AtLeast,

    /// <summary><c>lt</c>: below the limit.</summary>
    Below,

    /// <summary><c>gt</c>: above the limit.</summary>
    Above,
}
