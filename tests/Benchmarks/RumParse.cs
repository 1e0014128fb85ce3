using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;

namespace Reliability.Benchmarks;

/// <summary>Beacons per second validated and aggregated in process, against System.Text.Json source-generated deserialization alone.</summary>
internal static partial class RumParse
{
    private const int Rounds = 9;
    private const int BeaconsPerRound = 100_000;

    public static Task<IEnumerable<Result>> RunAsync()
    {
        var bodies = Bodies(1_024);
        var ratios = new List<double>();
        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var ours = ParseAndAggregate(bodies);
            var theirs = Deserialize(bodies);
            if (round == 0) continue; // warm-up
            ratios.Add(theirs / ours);
            rates.Add(BeaconsPerRound / ours);
        }

        return Task.FromResult<IEnumerable<Result>>(
            [new("rum.parse", Samples.Median(ratios), "ratio"), new("rum.parse.rate", Samples.Median(rates), "beacons/s")]);
    }

    /// <summary>Beacons as pages send them: five vitals each, about 900 bytes.</summary>
    internal static byte[][] Bodies(int count)
    {
        var random = new Random(11);
        string[] pages = ["/", "/products", "/products/1234", "/cart", "/checkout"];
        return [.. Enumerable.Range(0, count).Select(_ => Encoding.UTF8.GetBytes("[" + string.Join(',', VitalsOf(random, pages[random.Next(pages.Length)])) + "]"))];
    }

    private static IEnumerable<string> VitalsOf(Random random, string page)
    {
        foreach (var (name, scale) in new[] { ("TTFB", 400.0), ("FCP", 1_200), ("LCP", 1_900), ("CLS", 0.08), ("INP", 120) })
        {
            var value = (random.NextDouble() * scale * 2).ToString("R", CultureInfo.InvariantCulture);
            yield return $$"""{"name":"{{name}}","value":{{value}},"rating":"good","delta":{{value}},"id":"v5-17324{{random.Next(10_000_000, 99_999_999)}}-{{random.NextInt64(1_000_000_000_000, 9_999_999_999_999)}}","navigationType":"navigate","page":"https://shop.example{{page}}"}""";
        }
    }

    private static double ParseAndAggregate(byte[][] bodies)
    {
        var (parser, reading, cells) = (new BeaconParser(), new BeaconReading(), new VitalCellSet());
        var visit = new VisitDefaults(null, null, null);
        var hour = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < BeaconsPerRound; i++) Parse(bodies[i & 1_023]);

        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var added = cells.Changes().Sum(change => change.Value.Added.Count);
        return added == BeaconsPerRound * 5L ? elapsed : throw new InvalidOperationException($"{added} samples were counted.");

        void Parse(byte[] body)
        {
            parser.Parse(body, visit, reading);
            for (var i = 0; i < reading.Samples.Count; i++) cells.Add("shop", hour, reading.Samples[i]);
        }
    }

    private static double Deserialize(byte[][] bodies)
    {
        var start = Stopwatch.GetTimestamp();
        var read = 0L;
        for (var i = 0; i < BeaconsPerRound; i++) read += JsonSerializer.Deserialize(bodies[i & 1_023], VitalContext.Default.VitalArray)!.Length;
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return read == BeaconsPerRound * 5L ? elapsed : throw new InvalidOperationException($"{read} samples were read.");
    }

    private sealed record Vital(string Name, double Value, string Id, string? Page, string? Device, string? Connection, string? Release);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Vital[]))]
    private sealed partial class VitalContext : JsonSerializerContext;
}
