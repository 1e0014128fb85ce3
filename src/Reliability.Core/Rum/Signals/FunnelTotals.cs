using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>How far the sessions of one day came in one funnel.</summary>
/// <remarks>A group under <see cref="Merge"/>, like <see cref="SessionTotals"/>. Not thread-safe.</remarks>
public sealed class FunnelTotals : ISignalTotals
{
    private readonly List<FunnelStep> _steps = [];

    /// <summary>Gets the steps that any session reached, in order.</summary>
    public IReadOnlyList<FunnelStep> Steps => _steps;

    /// <inheritdoc/>
    public bool IsEmpty => _steps.TrueForAll(step => step.IsEmpty);

    /// <summary>Adds a session.</summary>
    /// <param name="funnel">The funnel.</param>
    /// <param name="session">What is known of the session.</param>
    /// <param name="times">1, or −1 to take it back.</param>
    public void Add(RumFunnel funnel, RumSession session, int times)
    {
        var reached = FunnelProgress.Reached(funnel, session);
        for (var i = 0; i < reached.Count; i++)
        {
            var step = Step(i);
            if (i > 0) step.Seconds.Add((reached[i] - reached[i - 1]) / 1_000.0, times);
            var side = i + 1 < reached.Count ? step.WentOn : step.Stopped;
            side.Count += times;
            side.Spreads.Add(session, times);
        }
    }

    /// <summary>Adds other totals, which are left unchanged.</summary>
    public void Merge(FunnelTotals other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < other._steps.Count; i++) Step(i).Merge(other._steps[i]);
    }

    /// <inheritdoc/>
    public SignalRow AddedTo(ReadOnlySpan<byte> stored)
    {
        var sum = Decode(stored);
        sum.Merge(this);
        while (sum._steps is [.., { IsEmpty: true }]) sum._steps.RemoveAt(sum._steps.Count - 1);
        var writer = new RecordWriter();
        writer.Count(sum._steps.Count);
        foreach (var step in sum._steps) step.WriteTo(writer);
        var sessions = sum._steps is [var first, ..] ? first.Reached : 0;
        return new SignalRow(writer.Written.ToArray(), sessions, sessions);
    }

    /// <summary>Decodes a <see cref="SignalRow.Body"/>.</summary>
    /// <param name="bytes">The bytes; empty for none.</param>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    public static FunnelTotals Decode(ReadOnlySpan<byte> bytes)
    {
        var totals = new FunnelTotals();
        if (bytes.IsEmpty) return totals;
        var reader = new RecordReader(bytes);
        for (var left = reader.Items(FunnelProgress.MaxSteps); left > 0; left--) totals._steps.Add(FunnelStep.Read(ref reader));
        reader.End("funnel");
        return totals;
    }

    private FunnelStep Step(int index)
    {
        while (_steps.Count <= index) _steps.Add(new FunnelStep());
        return _steps[index];
    }
}

/// <summary>The sessions that reached one step.</summary>
public sealed class FunnelStep
{
    /// <summary>Gets the number of sessions.</summary>
    public long Reached => WentOn.Count + Stopped.Count;

    /// <summary>Gets the seconds since the step before; nothing for the first step.</summary>
    public ValueBins Seconds { get; private init; } = new();

    /// <summary>Gets the sessions that reached the next step too.</summary>
    public FunnelSide WentOn { get; private init; } = new();

    /// <summary>Gets the sessions that did not.</summary>
    public FunnelSide Stopped { get; private init; } = new();

    internal bool IsEmpty => Seconds.IsEmpty && WentOn.IsEmpty && Stopped.IsEmpty;

    internal void Merge(FunnelStep other)
    {
        Seconds.Merge(other.Seconds);
        WentOn.Merge(other.WentOn);
        Stopped.Merge(other.Stopped);
    }

    internal void WriteTo(RecordWriter destination)
    {
        Seconds.WriteTo(destination);
        WentOn.WriteTo(destination);
        Stopped.WriteTo(destination);
    }

    internal static FunnelStep Read(ref RecordReader reader) =>
        new() { Seconds = ValueBins.Read(ref reader), WentOn = FunnelSide.Read(ref reader), Stopped = FunnelSide.Read(ref reader) };
}

/// <summary>Sessions on one side of the decision to go on.</summary>
public sealed class FunnelSide
{
    /// <summary>Gets their number.</summary>
    public long Count { get; internal set; }

    /// <summary>Gets how their vitals are spread.</summary>
    public SessionSpreads Spreads { get; private init; } = new();

    internal bool IsEmpty => Count == 0 && Spreads.IsEmpty;

    internal void Merge(FunnelSide other)
    {
        Count += other.Count;
        Spreads.Merge(other.Spreads);
    }

    internal void WriteTo(RecordWriter destination)
    {
        destination.Signed(Count);
        Spreads.WriteTo(destination);
    }

    internal static FunnelSide Read(ref RecordReader reader) => new() { Count = reader.Signed(), Spreads = SessionSpreads.Read(ref reader) };
}
