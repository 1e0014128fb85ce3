using System.Diagnostics.Metrics;

namespace Reliability.Functions.Slo;

/// <summary>What the evaluation of objectives counts about itself.</summary>
public sealed class SloMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Reliability.Slo";

    private readonly Counter<long> _evaluations;
    private readonly Counter<long> _alerts;

    /// <summary>Makes the meter.</summary>
    /// <param name="meters">Where meters come from.</param>
    public SloMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _evaluations = meter.CreateCounter<long>(
            "slo.evaluations", "{evaluation}", "Evaluations of objectives by outcome: evaluated, failed or superseded.");
        _alerts = meter.CreateCounter<long>(
            "slo.alert.changes", "{change}", "Begins and ends of alerts by outcome: told, failed (told again later) or dropped (too many waited).");
    }

    /// <summary>Counts one evaluation of one objective.</summary>
    /// <param name="outcome">How it ended: <c>evaluated</c>, <c>failed</c> or <c>superseded</c> (another one wrote first).</param>
    public void Count(string outcome) => _evaluations.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts begins and ends of alerts.</summary>
    /// <param name="outcome">What became of them: <c>told</c>, <c>failed</c> (told again later) or <c>dropped</c> (too many waited).</param>
    /// <param name="count">How many; 0 or more.</param>
    public void CountAlert(string outcome, long count = 1) => _alerts.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
}
