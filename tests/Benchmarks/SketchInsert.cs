using System.Diagnostics;
using Reliability.Core.Numerics;

namespace Reliability.Benchmarks;

/// <summary>Inserts per second into the sketch, against a logarithmic DDSketch of the same accuracy.</summary>
internal static class SketchInsert
{
    private const int Rounds = 15;
    private const int InsertsPerRound = 4_000_000;

    public static Task<IEnumerable<Result>> RunAsync()
    {
        var values = Samples.LogNormal(65_536, median: 1_800, sigma: 0.6, seed: 7);
        var ratios = new List<double>();
        var nanoseconds = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var ours = Time(values, new QuantileSketch());
            var theirs = Time(values, new LogarithmicSketch(0.01));
            if (round == 0) continue; // warm-up
            ratios.Add(theirs / ours);
            nanoseconds.Add(ours * 1e9 / InsertsPerRound);
        }

        return Task.FromResult<IEnumerable<Result>>(
            [new("sketch.insert", Samples.Median(ratios), "ratio"), new("sketch.insert.time", Samples.Median(nanoseconds), "ns")]);
    }

    private static double Time(double[] values, QuantileSketch sketch)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < InsertsPerRound; i++) sketch.Add(values[i & 65_535]);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Time(double[] values, LogarithmicSketch sketch)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < InsertsPerRound; i++) sketch.Add(values[i & 65_535]);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
