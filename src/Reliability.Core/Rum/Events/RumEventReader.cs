using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>Reads what a <see cref="RumEventWriter"/> wrote.</summary>
internal static class RumEventReader
{
    private const int MinEventBytes = 2;

    /// <summary>Reads the number of events and the events.</summary>
    /// <returns><see langword="false"/> when the bytes are not events, or tell what no parser accepts.</returns>
    public static bool TryRead(ref RecordReader reader, ref VisitReader visit, out RumEvent[] events)
    {
        var count = reader.Count();
        events = [];
        if (reader.Failed || count > reader.Left / MinEventBytes) return false;
        if (count > 0) events = new RumEvent[count];
        for (var i = 0; i < events.Length; i++)
        {
            if (!visit.TryRead(ref reader, out var kind)) return false;
            var read = ReadEvent(ref reader, kind, visit.Dimensions!);
            if (read is null || reader.Failed) return false;
            events[i] = visit is { Session: 0, AgeSeconds: 0 } ? read : read with { Session = visit.Session, AgeSeconds = visit.AgeSeconds };
        }

        return true;
    }

    private static RumEvent? ReadEvent(ref RecordReader reader, int kind, VitalDimensions dimensions) => kind switch
    {
        RumEventWriter.Error => ReadError(ref reader, dimensions),
        RumEventWriter.Resource => ReadResource(ref reader, dimensions),
        RumEventWriter.Step => new StepEvent(dimensions, reader.Text()),
        RumEventWriter.Business => ReadBusiness(ref reader, dimensions),
        RumEventWriter.Activity => ReadActivity(ref reader, dimensions),
        RumEventWriter.Cause => ReadCause(ref reader, dimensions),
        _ => null,
    };

    private static ErrorEvent? ReadError(ref RecordReader reader, VitalDimensions dimensions)
    {
        var (type, message, stack, count) = (reader.Text(), reader.Text(), reader.Text(), Number(ref reader));
        return count > 0 ? new ErrorEvent(dimensions, type, message, stack) { Count = count } : null;
    }

    private static ResourceEvent? ReadResource(ref RecordReader reader, VitalDimensions dimensions)
    {
        var (type, host) = ((ResourceKind)reader.Byte(), reader.Text());
        var (count, bytes, milliseconds) = (Number(ref reader), reader.Count(), Amount(ref reader));
        var (cached, connect) = (Number(ref reader), Amount(ref reader));
        var (offscreen, offscreenBytes) = (Number(ref reader), reader.Count());
        return !Enum.IsDefined(type) || count < 1 || milliseconds < 0 || cached < 0 || connect < 0 || offscreen < 0 ? null
            : new ResourceEvent(dimensions, type, host, count, bytes, milliseconds)
            {
                Cached = cached,
                ConnectMilliseconds = connect,
                Offscreen = offscreen,
                OffscreenBytes = offscreenBytes,
            };
    }

    private static BusinessEvent? ReadBusiness(ref RecordReader reader, VitalDimensions dimensions)
    {
        var (metric, value, count) = (reader.Text(), reader.Number(), reader.Count());
        if (reader.Failed || !double.IsFinite(value) || count > reader.Left / 2) return null;
        if (count == 0) return new BusinessEvent(dimensions, metric, value);
        var tags = new Dictionary<string, string>();
        for (var i = 0; i < count; i++) tags[reader.Text()] = reader.Text();
        return new BusinessEvent(dimensions, metric, value) { Tags = tags };
    }

    private static ActivityEvent? ReadActivity(ref RecordReader reader, VitalDimensions dimensions)
    {
        var (views, interactions, rage, seconds) = (Number(ref reader), Number(ref reader), Number(ref reader), Amount(ref reader));
        return views < 0 || interactions < 0 || rage < 0 || seconds < 0 ? null : new ActivityEvent(dimensions, views, interactions, rage, seconds);
    }

    private static CauseEvent? ReadCause(ref RecordReader reader, VitalDimensions dimensions)
    {
        var (metric, target, value, count) = ((VitalMetric)reader.Byte(), reader.Text(), Amount(ref reader), reader.Count());
        if (reader.Failed || !Enum.IsDefined(metric) || value < 0 || count > reader.Left / sizeof(double)) return null;
        var phases = new double[count];
        for (var i = 0; i < phases.Length; i++)
        {
            phases[i] = Amount(ref reader);
            if (phases[i] < 0) return null;
        }

        return new CauseEvent(dimensions, metric, target, value, phases);
    }

    // -1 for what is out of range: no parser lets it pass.
    private static int Number(ref RecordReader reader) => reader.Count() is var count && count <= int.MaxValue ? (int)count : -1;

    private static double Amount(ref RecordReader reader) => reader.Number() is var value && double.IsFinite(value) && value >= 0 ? value : -1;
}
