using Reliability.Core;
using Reliability.Integrations.Slo;
using Reliability.Integrations.Tests.Slo;
using Reliability.Testing;
using static Reliability.Integrations.Tests.Slo.CellTestWorld;

namespace Reliability.Integrations.Tests.Faults;

/// <summary>Whatever fails at whichever operation, minute cells end right and nothing counts twice.</summary>
public sealed class MinuteCellFaultTests
{
    private const int Cycles = 4;

    public static TheoryData<FaultKind> Kinds => [.. Enum.GetValues<FaultKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Cells_end_right_whatever_operation_fails(FaultKind kind)
    {
        var (sound, soundHours, operations) = await RunAsync(null, kind);
        for (var operation = 2; operation <= operations; operation++)
        {
            var (minutes, hours, _) = await RunAsync(operation, kind);
            Assert.True(minutes.SequenceEqual(sound), $"minutes differ after {kind} at operation {operation}");
            Assert.True(hours == soundHours, $"hours have {hours}, not {soundHours}, after {kind} at operation {operation}");
        }
    }

    [Fact]
    public async Task Two_processes_at_once_count_once()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var world = await CreateAsync();
            var hours = Hours();
            var (one, other) = (world.Collector(world.Source, hours), world.Collector(world.Tables.OtherProcess(), world.Source, hours));
            var random = new Random(seed);
            world.Tables.Gate = async _ =>
            {
                for (var turns = random.Next(6); turns > 0; turns--)
                    await Task.Yield();
            };
            for (var cycle = 0; cycle <= Cycles; cycle++)
            {
                Tell(world, hours, cycle);
                await Task.WhenAll(CollectAsync(world, one), CollectAsync(world, other));
                world.Time.Advance(Minute);
            }

            world.Tables.Gate = null;
            Tell(world, hours, Cycles);
            await CollectAsync(world, world.Collector(world.Source, hours));
            Assert.True(world.Source.Points.SequenceEqual(await world.StoredAsync()), $"seed {seed}");
            Assert.Equal(hours.Points.Sum(point => point.Total), await HoursAsync(world));
        }
    }

    private static async Task<(SliPoint[] Minutes, decimal Hours, int Operations)> RunAsync(int? failing, FaultKind kind)
    {
        var world = await CreateAsync();
        var hours = Hours();
        if (failing is { } operation)
            world.Tables.FailAt(operation, kind);
        var collector = world.Collector(world.Source, hours);
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            Tell(world, hours, cycle);
            try
            {
                await CollectAsync(world, collector);
            }
            catch (Exception exception) when (exception is Azure.RequestFailedException or AggregateException or SimulatedCrashException)
            {
                // The next cycle goes on.
            }

            if (world.Tables.HasCrashed)
            {
                world.Tables.Restart();
                collector = world.Collector(world.Source, hours);
            }

            world.Time.Advance(Minute);
        }

        var operations = world.Tables.Operations;
        Tell(world, hours, Cycles);
        await CollectAsync(world, collector);
        return (await world.StoredAsync(), await HoursAsync(world), operations);
    }

    private static ScriptedSource Hours() => new() { Type = "hours", Grain = TimeSpan.FromHours(1), Lateness = TimeSpan.FromHours(25) };

    // Minutes come, one late, one corrected; hours grow, and one shrinks.
    private static void Tell(CellTestWorld world, ScriptedSource hours, int cycle)
    {
        world.Source.Points.Clear();
        for (var minute = -3; minute < cycle; minute++)
            world.Source.Points.Add(new SliPoint(Start.AddMinutes(minute), Minute, minute < 0 ? Math.Min(cycle, 2) : 3, 4));
        hours.Points.Clear();
        hours.Points.Add(new SliPoint(Start.AddHours(-1), TimeSpan.FromHours(1), 50, 60 - Math.Min(cycle, 3)));
        hours.Points.Add(new SliPoint(Start, TimeSpan.FromHours(1), 5 * cycle, 7 * cycle));
    }

    private static Task<IReadOnlyDictionary<string, CollectedSli>> CollectAsync(CellTestWorld world, MinuteCollector collector) => world.CollectAsync(collector, Indicator(), HourIndicator());

    private static Core.Slo.RatioIndicator HourIndicator()
    {
        var metric = new Core.Slo.MetricSource("hours", new Dictionary<string, string>());
        return new Core.Slo.RatioIndicator(metric, metric, CountsBad: false);
    }

    private static async Task<decimal> HoursAsync(CellTestWorld world) =>
        (await new MinuteCellTable(world.Tables.OtherProcess()).ReadAsync(IndicatorKey.Of(HourIndicator()), CancellationToken.None)).Minutes.ToPoints().Sum(point => point.Total);
}
