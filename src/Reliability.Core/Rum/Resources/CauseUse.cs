using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>Which element caused samples of a metric on a page.</summary>
/// <param name="Page">Page template.</param>
/// <param name="Metric">LCP, INP or CLS.</param>
/// <param name="Target">Selector of the element; may be empty.</param>
public readonly record struct CauseKey(string Page, VitalMetric Metric, string Target);

/// <summary>Sums over samples with a known cause, in thousandths of the metric's unit; none above <see cref="ResourceUse.Most"/>.</summary>
/// <param name="Count">Number of samples.</param>
/// <param name="Value">Sum of their values.</param>
/// <param name="Phased">Number of samples whose phases are known.</param>
/// <param name="Phases">Sums of four phases, in the order of <see cref="CauseEvent.Phases"/>.</param>
public readonly record struct CauseUse(long Count, long Value, long Phased, (long First, long Second, long Third, long Fourth) Phases)
{
    /// <summary>Takes the sums of one event.</summary>
    public static CauseUse Of(CauseEvent cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        var phases = cause.Phases;
        return new CauseUse(1, ResourceUse.Micros(cause.Value), phases.Count > 0 ? 1 : 0, (Phase(0), Phase(1), Phase(2), Phase(3)));
        long Phase(int i) => i < phases.Count ? ResourceUse.Micros(phases[i]) : 0;
    }

    /// <summary>Adds two sums.</summary>
    public static CauseUse operator +(CauseUse left, CauseUse right) => new(
        ResourceUse.Sum(left.Count, right.Count),
        ResourceUse.Sum(left.Value, right.Value),
        ResourceUse.Sum(left.Phased, right.Phased),
        (ResourceUse.Sum(left.Phases.First, right.Phases.First), ResourceUse.Sum(left.Phases.Second, right.Phases.Second),
            ResourceUse.Sum(left.Phases.Third, right.Phases.Third), ResourceUse.Sum(left.Phases.Fourth, right.Phases.Fourth)));

    /// <inheritdoc cref="op_Addition"/>
    public static CauseUse Add(CauseUse left, CauseUse right) => left + right;

    internal void WriteTo(RecordWriter destination)
    {
        destination.Count(Count);
        destination.Count(Value);
        destination.Count(Phased);
        destination.Count(Phases.First);
        destination.Count(Phases.Second);
        destination.Count(Phases.Third);
        destination.Count(Phases.Fourth);
    }

    internal static CauseUse Read(ref RecordReader reader) => new(
        reader.Count(), reader.Count(), reader.Count(), (reader.Count(), reader.Count(), reader.Count(), reader.Count()));
}
