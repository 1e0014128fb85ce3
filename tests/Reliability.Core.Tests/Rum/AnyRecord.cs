using Reliability.Core.Numerics;
using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

/// <summary>Records with everything beacons can tell; the same for the same seed.</summary>
internal static class AnyRecord
{
    private static readonly string[] Texts = ["", "/", "/products/:id", "TypeError", "é € 😀", new('x', 300), "1.0"];

    public static RumRecord Of(int seed)
    {
        var random = new Random(seed);
        var visits = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Dimensions(random)).ToArray();
        return new RumRecord(Text(random), DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(2_000_000_000_000)), Many(random, () => Sample(random, visits)))
        {
            Events = Many(random, () => Event(random, visits)),
            IdempotencyHash = Sometimes(random),
            Weight = random.Next(2) == 0 ? 1_000 : random.Next(1, int.MaxValue),
        };
    }

    public static byte[] Bytes(RumRecord record)
    {
        var writer = new RecordWriter();
        record.WriteTo(writer);
        return writer.Written.ToArray();
    }

    private static T[] Many<T>(Random random, Func<T> make) => [.. Enumerable.Range(0, random.Next(12)).Select(_ => make())];

    private static VitalDimensions Dimensions(Random random) => new(Text(random), Any<DeviceKind>(random), Any<ConnectionKind>(random), Text(random))
    {
        Navigation = Any<NavigationKind>(random),
        IsBot = random.Next(2) == 0,
    };

    private static VitalSample Sample(Random random, VitalDimensions[] visits)
    {
        var metric = Any<VitalMetric>(random);
        var value = random.Next(5) == 0 ? 0 : random.NextDouble() * VitalThresholds.For(metric).Largest;
        return new VitalSample(metric, value, Sometimes(random), Visit(random, visits)) 
        {
            AgeSeconds = Age(random),
            Session = Sometimes(random),
            IsDelta = metric == VitalMetric.CLS && random.Next(2) == 0,
        };
    }

    private static RumEvent Event(Random random, VitalDimensions[] visits)
    {
        var visit = Visit(random, visits);
        RumEvent happened = random.Next(6) switch
        {
            0 => new ErrorEvent(visit, Text(random), Text(random), Text(random)) { Count = random.Next(1, 1_000_001) },
            1 => Resource(random, visit),
            2 => new StepEvent(visit, Text(random)),
            3 => new BusinessEvent(visit, Text(random), random.NextDouble() - 0.5) { Tags = Texts.Take(random.Next(4)).ToDictionary(text => text, _ => Text(random)) },
            4 => new ActivityEvent(visit, Number(random), Number(random), Number(random), random.NextDouble()),
            _ => new CauseEvent(visit, Any<VitalMetric>(random), Text(random), random.NextDouble(), Many(random, random.NextDouble)),
        };
        return happened with { Session = Sometimes(random), AgeSeconds = Age(random) };
    }

    private static ResourceEvent Resource(Random random, VitalDimensions visit) =>
        new(visit, Any<ResourceKind>(random), Text(random), Number(random) + 1, random.NextInt64(long.MaxValue), random.NextDouble())
        {
            Cached = Number(random),
            ConnectMilliseconds = random.NextDouble(),
            Offscreen = Number(random),
            OffscreenBytes = random.NextInt64(long.MaxValue),
        };

    // Equal dimensions come as the same object or as another one.
    private static VitalDimensions Visit(Random random, VitalDimensions[] visits) =>
        visits[random.Next(visits.Length)] is var visit && random.Next(2) == 0 ? visit : visit with { };

    private static int Age(Random random) => random.Next(3) switch { 0 => 0, 1 => RumRecord.MaxAgeSeconds, _ => random.Next(RumRecord.MaxAgeSeconds) };

    private static int Number(Random random) => random.Next(3) == 0 ? int.MaxValue - 1 : random.Next(100);

    private static ulong Sometimes(Random random) => random.Next(2) == 0 ? 0 : (ulong)random.NextInt64();

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static T Any<T>(Random random) where T : struct, Enum => Enum.GetValues<T>() is var values ? values[random.Next(values.Length)] : default;
}
