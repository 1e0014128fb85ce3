using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>When a session took one step of a funnel: the first seven times and the last.</summary>
/// <remarks>Which times are kept does not depend on the order they become known in.</remarks>
public sealed class StepTimes
{
    /// <summary>The most times kept.</summary>
    public const int MaxTimes = 8;

    private readonly long[] _times;

    private StepTimes(long[] times) => _times = times;

    /// <summary>Gets the times in ascending order, in milliseconds since 1970; at least one.</summary>
    public IReadOnlyList<long> Times => _times;

    /// <summary>Makes the times of a step taken once.</summary>
    public static StepTimes At(long time) => new([time]);

    /// <summary>Adds further times of the same step.</summary>
    public StepTimes With(StepTimes other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var all = _times.Union(other._times).Order().ToArray();
        return new StepTimes(all.Length <= MaxTimes ? all : [.. all[..(MaxTimes - 1)], all[^1]]);
    }

    internal void WriteTo(RecordWriter destination)
    {
        destination.Count(_times.Length);
        var before = 0L;
        foreach (var time in _times)
        {
            destination.Signed(time - before);
            before = time;
        }
    }

    internal static StepTimes Read(ref RecordReader reader)
    {
        var times = new long[reader.Items(MaxTimes)];
        for (var i = 0; i < times.Length; i++) times[i] = reader.Signed() + (i == 0 ? 0 : times[i - 1]);
        return times.Length > 0 ? new StepTimes(times) : throw new InvalidDataException("A stored step has no time.");
    }
}
