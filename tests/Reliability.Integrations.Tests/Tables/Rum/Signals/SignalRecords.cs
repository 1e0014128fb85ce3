using Reliability.Core.Rum;

namespace Reliability.Integrations.Tests.Tables.Rum.Signals;

/// <summary>Makes records, by hand and by seed.</summary>
internal static class SignalRecords
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Steps = ["view", "cart", "pay", "other"];
    private static readonly string[] Pages = ["/", "/cart", "/products/:id"];

    public static VitalDimensions At(string page, bool isBot = false) => new(page, DeviceKind.Mobile, ConnectionKind.FourG, "1.0") { IsBot = isBot };

    public static VitalSample Sample(ulong session, VitalMetric metric, double value, int age = 0, string page = "/") =>
        new(metric, value, 0, At(page)) { Session = session, AgeSeconds = age };

    public static RumRecord Record(DateTimeOffset at, IReadOnlyList<VitalSample> samples, params RumEvent[] events) => new("shop", at, samples) { Events = events };

    public static RumRecord Record(params RumEvent[] events) => Record(Noon, [], events);

    public static ErrorEvent Error(ulong session, string message = "x is undefined", int count = 1, int age = 0, string page = "/") =>
        new(At(page), "TypeError", message, "") { Session = session, Count = count, AgeSeconds = age };

    public static StepEvent Step(ulong session, string name, int age = 0) => new(At("/"), name) { Session = session, AgeSeconds = age };

    public static ActivityEvent Activity(ulong session, int views = 1, int interactions = 0, int rage = 0, double seconds = 5) =>
        new(At("/"), views, interactions, rage, seconds) { Session = session };

    public static BusinessEvent Business(ulong session, string metric, double value) => new(At("/pay"), metric, value) { Session = session };

    /// <summary>Makes records of a few sessions around midnight, so that sessions, kinds of error, steps and days meet again and again.</summary>
    public static List<RumRecord> Random(Random random, int count)
    {
        var records = new List<RumRecord>();
        for (var i = 0; i < count; i++)
        {
            var at = new DateTimeOffset(2026, 1, 10, 23, 30, 0, TimeSpan.Zero).AddSeconds(random.Next(3_600));
            var session = (ulong)random.Next(6);
            var dimensions = new VitalDimensions(Pages[random.Next(3)], (DeviceKind)random.Next(4), (ConnectionKind)random.Next(5), random.Next(2) == 0 ? "1.0" : "2.0") { IsBot = random.Next(40) == 0 };
            VitalSample Measured() => new((VitalMetric)random.Next(11), random.Next(1, 8_000) / 3.0, 0, dimensions) { Session = session, AgeSeconds = random.Next(3_600) };
            records.Add(new RumRecord("shop", at, [.. Enumerable.Range(0, random.Next(3)).Select(_ => Measured())])
            {
                Events = [.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomEvent(random, dimensions) with { Session = session, AgeSeconds = random.Next(1_800) })],
            });
        }

        return records;
    }

    private static RumEvent RandomEvent(Random random, VitalDimensions dimensions) => random.Next(5) switch
    {
        0 => new ErrorEvent(dimensions, "TypeError", $"{"abcd"[random.Next(4)]} is undefined", $"at f (https://shop.example/{"xy"[random.Next(2)]}.js:{random.Next(9)}:1)") { Count = random.Next(1, 4) },
        1 => new StepEvent(dimensions, Steps[random.Next(4)]),
        2 => new BusinessEvent(dimensions, random.Next(2) == 0 ? "revenue" : "rating", random.Next(10_000) / 7.0) { Tags = new Dictionary<string, string> { ["plan"] = $"p{random.Next(3)}" } },
        3 => new CauseEvent(dimensions, VitalMetric.LCP, "img", 1, []),
        _ => new ActivityEvent(dimensions, random.Next(3), random.Next(3), random.Next(2), random.NextDouble() * 9),
    };
}
