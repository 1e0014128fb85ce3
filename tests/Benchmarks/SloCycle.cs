using System.Diagnostics;
using Reliability.Core.Slo;

namespace Reliability.Benchmarks;

/// <summary>What a cycle of the engine costs: the newest minute merged, and every objective evaluated with four pairs of burn-rate windows. Storage and sources are not in it.</summary>
internal static class SloCycle
{
    private const int Objectives = 1_000;
    private const int Rounds = 9;
    private const int PlainObjectives = 10;
    private const int WeighedObjectives = 50;

    public static Task<IEnumerable<Result>> RunAsync()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var weighed = new SloFleet(SloFleet.Fill(WeighedObjectives), SloFleet.Days);
        weighed.Cycle(SloFleet.Now);
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / WeighedObjectives;
        GC.KeepAlive(weighed);

        var series = SloFleet.Fill(Objectives);
        var fleet = new SloFleet(series, SloFleet.Days);
        SloObservations[] plain = [.. series.Take(PlainObjectives).Select(minutes => SloObservations.Of([.. minutes.ToPoints()]))];
        var ours = new List<double>();
        var theirs = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var now = SloFleet.Now.AddMinutes(round);
            var cycle = ProcessorSeconds(() => fleet.Cycle(now));
            var all = ProcessorSeconds(() => fleet.Plain(plain, now)) * Objectives / PlainObjectives;
            if (round == 0) continue; // every slice is judged
            ours.Add(cycle);
            theirs.Add(all);
        }

        return Task.FromResult<IEnumerable<Result>>(
        [
            new("slo.cycle", Samples.Median(ours), "s"),
            new("slo.cycle.speed", Samples.Median(theirs) / Samples.Median(ours), "ratio"),
            new("slo.cycle.memory", bytes, "bytes"),
        ]);
    }

    /// <summary>Compares a cycle of objectives over 30 days with one of objectives over one day, on the same minutes.</summary>
    public static Task<IEnumerable<Result>> RunGrowthAsync()
    {
        var series = SloFleet.Fill(Objectives);
        var (month, day) = (new SloFleet(series, SloFleet.Days), new SloFleet(series, 1));
        var ratios = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var now = SloFleet.Now.AddMinutes(round);
            var (longer, shorter) = (ProcessorSeconds(() => month.Cycle(now)), ProcessorSeconds(() => day.Cycle(now)));
            if (round > 0) ratios.Add(longer / shorter); // at first, every slice is judged
        }

        return Task.FromResult<IEnumerable<Result>>([new("slo.window-growth", Samples.Median(ratios), "ratio")]);
    }

    // Of the processor, not of the clock: other programs may take turns.
    private static double ProcessorSeconds(Func<decimal> work)
    {
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalSeconds;
    }
}
