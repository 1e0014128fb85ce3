using System.Diagnostics;
using Reliability.Testing;
using Xunit.Abstractions;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Power cuts: the suite is killed at random moments under load, and started again on the same storage.</summary>
[Collection(EmptyStorage.Name)]
public sealed class KillTests(AzuriteServer storage, ITestOutputHelper output)
{
    private const int Kills = 4;
    private const int Connections = 6;
    private static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(30);

    // A killed process keeps its lease until this is over; short, so that many rollups are cut off halfway.
    private static readonly Dictionary<string, string> Settings = new() { ["FunctionsHost__TimerLeaseDuration"] = "00:00:02" };

    [Fact]
    public async Task Every_answered_beacon_is_counted_once_however_often_the_suite_is_killed()
    {
        for (var campaign = 0; campaign < (EndToEndTests.IsFull ? 20 : 1); campaign++) await RunAsync(EndToEndTests.Seed + campaign);
    }

    private async Task RunAsync(int seed)
    {
        output.WriteLine($"seed {seed}");
        var start = Stopwatch.GetTimestamp();
        var random = new Random(seed);
        await storage.ClearAsync();
        var load = new Load(seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunAndKillAsync(load, TimeSpan.FromMilliseconds(random.Next(500, 4_000)));
            output.WriteLine($"kill {kill} at {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s: {load.Answered.Count} answered, {load.Uncertain.Count} not");
        }

        await using var suite = await SuiteProcess.StartAsync(storage.ConnectionString, settings: Settings);
        await SuiteMetrics.CatchUpAsync(suite, CatchUpWithin);
        Assert.NotEmpty(load.Answered);
        Assert.NotEmpty(load.Uncertain);
        var unanswered = (await StoredBeacons.ReadAsync(storage.ConnectionString)).AssertExact(load, seed);
        output.WriteLine($"caught up at {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s; {unanswered} of {load.Uncertain.Count} without an answer are counted");
    }

    private async Task RunAndKillAsync(Load load, TimeSpan life)
    {
        await using var suite = await SuiteProcess.StartAsync(storage.ConnectionString, settings: Settings);
        using var stop = new CancellationTokenSource();
        var sending = load.SendAsync(suite.Client.BaseAddress!, Connections, stop.Token);
        var rolling = RollUpAsync(suite, stop.Token);
        await Task.Delay(life);
        var killing = suite.KillAsync();
        await stop.CancelAsync();
        await Task.WhenAll(killing, sending, rolling);
    }

    // One rollup after the other, so that kills hit them.
    private static async Task RollUpAsync(SuiteProcess suite, CancellationToken stop)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        try
        {
            while (await pause.WaitForNextTickAsync(stop)) await suite.RunTimerAsync("RollUpBeacons");
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            // The suite is dead.
        }
    }
}
