using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;

namespace Reliability.Benchmarks;

/// <summary>Bytes allocated for a beacon, from its body to the bytes the journal is given, once warm.</summary>
internal static class RumParseAllocations
{
    private const int Beacons = 50_000;

    public static Task<IEnumerable<Result>> RunAsync() => Task.FromResult<IEnumerable<Result>>(
    [
        new("rum.parse.allocations", Measure(RumParse.Bodies(1_024)), "B/beacon"),
        new("rum.parse.allocations.faro", Measure(FaroBatches.Bodies(1_024)), "B/batch"),
    ]);

    private static double Measure(byte[][] bodies)
    {
        var (parser, reading, record) = (new BeaconParser(), new BeaconReading(), new RecordWriter());
        var visit = new VisitDefaults(null, null, null) { ReceivedAt = new DateTimeOffset(2026, 11, 21, 10, 0, 5, TimeSpan.Zero) };
        Run(bodies.Length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(Beacons);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Beacons;

        void Run(int count)
        {
            for (var i = 0; i < count; i++)
            {
                parser.Parse(bodies[i % bodies.Length], visit, reading);
                if (reading.Rejected > 0 || reading.Samples.Count < 5) throw new InvalidOperationException(reading.Fault);
                record.Clear();
                new RumRecord("shop", visit.ReceivedAt, reading.Samples) { Events = reading.Events }.WriteTo(record);
            }
        }
    }
}
