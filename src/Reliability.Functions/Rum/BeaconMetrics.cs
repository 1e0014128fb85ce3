using System.Diagnostics.Metrics;
using Reliability.Core.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Counts what is taken and, by reason, what is not.</summary>
public sealed class BeaconMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Reliability.Rum";

    private readonly Counter<long> _accepted;
    private readonly Counter<long> _rejectedEvents;
    private readonly Counter<long> _rejectedRequests;

    /// <summary>Makes the counters.</summary>
    public BeaconMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _accepted = meter.CreateCounter<long>("rum.events.accepted", "{event}", "Events taken, by format.");
        _rejectedEvents = meter.CreateCounter<long>("rum.events.rejected", "{event}", "Events not stored, by reason.");
        _rejectedRequests = meter.CreateCounter<long>("rum.requests.rejected", "{request}", "Requests not accepted, by reason.");
    }

    /// <summary>Counts events that were taken.</summary>
    public void Accepted(int events, BeaconFormat format) => _accepted.Add(events, new KeyValuePair<string, object?>("format", format.Name()));

    /// <summary>Counts the events of a request that were not accepted.</summary>
    /// <param name="rejects">Their numbers, by reason.</param>
    public void Rejected(IReadOnlyList<RejectCount> rejects)
    {
        ArgumentNullException.ThrowIfNull(rejects);
        foreach (var (reason, events) in rejects) _rejectedEvents.Add(events, new KeyValuePair<string, object?>("reason", reason));
    }

    /// <summary>Counts events that were fine and belong to visits that their site does not keep.</summary>
    public void SampledOut(int events) => _rejectedEvents.Add(events, new KeyValuePair<string, object?>("reason", RejectReason.Sampled));

    /// <summary>Counts a request that was not accepted.</summary>
    /// <param name="reason">A word of <see cref="RejectReason"/>.</param>
    public void Refused(string reason) => _rejectedRequests.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
