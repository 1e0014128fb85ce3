using Reliability.Core.Rum.Intake;

namespace Reliability.Core.Rum;

/// <summary>What one request body held: the samples accepted and the reasons for the rest.</summary>
public sealed class BeaconReading
{
    /// <summary>The most errors listed; further ones are only counted.</summary>
    public const int MaxErrors = 5;

    /// <summary>The most events of one request, of any format but web-vitals.</summary>
    public const int MaxEvents = 1_000;

    private const int MaxKept = 80_000;

    private readonly List<VitalSample> _samples = [];
    private readonly List<RumEvent> _events = [];
    private readonly List<EventError> _errors = [];
    private readonly RejectCounts _rejects = new();
    private VitalDimensions? _lastDimensions;
    private int _kept;

    /// <summary>Gets the accepted samples, in the order sent.</summary>
    public IReadOnlyList<VitalSample> Samples => _samples;

    /// <summary>Gets what else was accepted, in the order sent.</summary>
    public IReadOnlyList<RumEvent> Events => _events;

    /// <summary>Gets the number of events accepted: those of <see cref="Samples"/> and <see cref="Events"/>, and those only noted.</summary>
    public int Accepted { get; private set; }

    /// <summary>Gets how many of the accepted events <see cref="Sample"/> left out.</summary>
    public int SampledOut { get; private set; }

    /// <summary>Gets the number of events not accepted.</summary>
    public int Rejected { get; private set; }

    /// <summary>Gets the number of events not accepted, by reason.</summary>
    public IReadOnlyList<RejectCount> Rejects => _rejects.Items;

    /// <summary>Gets the first errors, at most <see cref="MaxErrors"/>.</summary>
    public IReadOnlyList<EventError> Errors => _errors;

    /// <summary>Gets what makes the whole body unreadable, with its place; <see langword="null"/> when it could be read.</summary>
    public string? Fault { get; private set; }

    /// <summary>Gets the format of the body.</summary>
    public BeaconFormat Format { get; internal set; }

    /// <summary>Gets whether the request holds all that one request may; further events are rejected.</summary>
    /// <value>Bounds what one record of the journal has to hold.</value>
    internal bool IsFull => Accepted + Rejected >= MaxEvents || _kept > MaxKept;

    /// <summary>Forgets everything, for reuse.</summary>
    public void Clear()
    {
        _samples.Clear();
        _events.Clear();
        _errors.Clear();
        _rejects.Clear();
        (Accepted, SampledOut, Rejected, Fault) = (0, 0, 0, null);
        (_kept, _lastDimensions) = (0, null);
    }

    /// <summary>Leaves out the visits that a site does not keep.</summary>
    /// <param name="sampling">Which are kept.</param>
    /// <param name="sender">Hash of who sent the request, for what has neither session nor id.</param>
    public void Sample(RumSampling sampling, ulong sender)
    {
        ArgumentNullException.ThrowIfNull(sampling);
        if (sampling.KeepsAll) return;
        SampledOut += _samples.RemoveAll(sample => !sampling.Keeps(sample, sender));
        SampledOut += _events.RemoveAll(happened => !sampling.Keeps(happened, sender));
    }

    internal void Accept(in VitalSample sample)
    {
        _samples.Add(sample);
        Accepted++;
    }

    internal void Accept(RumEvent happened)
    {
        Keep(happened);
        Accepted++;
    }

    /// <summary>Keeps one of several samples of an event; <see cref="Note"/> or another method counts the event.</summary>
    internal void Keep(in VitalSample sample)
    {
        _samples.Add(sample);
        Weigh(sample.Dimensions, 32);
    }

    /// <summary>Keeps one of several parts of an event; <see cref="Note"/> or another method counts the event.</summary>
    internal void Keep(RumEvent happened)
    {
        _events.Add(happened);
        Weigh(happened.Dimensions, 64 + happened switch
        {
            ErrorEvent error => 3 * (error.Message.Length + error.Stack.Length),
            CauseEvent cause => 3 * cause.Target.Length,
            ResourceEvent resource => 3 * resource.Host.Length,
            _ => 0,
        });
    }

    /// <summary>Counts an event that is fine and of which nothing is kept.</summary>
    internal void Note() => Accepted++;

    internal void Reject(int index, string reason)
    {
        Rejected++;
        _rejects.Add(reason);
        if (_errors.Count < MaxErrors) _errors.Add(new EventError(index, reason));
    }

    internal void Fail(string fault)
    {
        Clear();
        Fault = fault;
    }

    // Bytes at most: a page that says the same as before takes no space again.
    private void Weigh(VitalDimensions dimensions, int bytes)
    {
        if (!ReferenceEquals(dimensions, _lastDimensions)) bytes += 3 * (dimensions.Page.Length + dimensions.Release.Length);
        (_kept, _lastDimensions) = (_kept + bytes, dimensions);
    }
}

/// <summary>Why one event of a request was not accepted.</summary>
/// <param name="Index">Position in the array sent, from 0; 0 for a single object.</param>
/// <param name="Reason">A word of <see cref="RejectReason"/>.</param>
public readonly record struct EventError(int Index, string Reason);
