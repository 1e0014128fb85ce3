using System.Diagnostics.Metrics;

namespace Reliability.Functions.Slo;

/// <summary>What the evaluation of objectives counts about itself.</summary>
public sealed class SloMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Reliability.Slo";

    private readonly Counter<long> _evaluations;

    /// <summary>Makes the meter.</summary>
    /// <param name="meters">Where meters come from.</param>
    public SloMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _evaluations = meters.Create(MeterName).CreateCounter<long>(
            "slo.evaluations", "{evaluation}", "Evaluations of objectives by outcome: evaluated, failed or superseded.");
    }

    /// <summary>Counts one evaluation of one objective.</summary>
    /// <param name="outcome">How it ended: <c>evaluated</c>, <c>failed</c> or <c>superseded</c> (another one wrote first).</param>
    public void Count(string outcome) => _evaluations.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
