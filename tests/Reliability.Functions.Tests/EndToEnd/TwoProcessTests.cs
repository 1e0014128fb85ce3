using System.Diagnostics;
using Azure.Data.Tables;
using Reliability.Testing;
using Xunit.Abstractions;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Several processes of the suite on one storage account, as a plan that scales out runs them.</summary>
[Collection(EndToEndTests.Name)]
public sealed class TwoProcessTests(AzuriteServer storage, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Connections = 4;
    private const string Rollup = "RollUpBeacons";
    private const string Evaluation = "EvaluateSlos";

    // A lease of 15 s that must not change while it is watched, looked at every 5 s, then a rollup every 5 s.
    private static readonly TimeSpan TakenOverWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(30);

    private readonly int _seed = EndToEndTests.Seed;

    public Task InitializeAsync() => storage.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Two_suites_share_storage_and_timers_and_one_goes_on_when_the_other_is_killed()
    {
        output.WriteLine($"seed {_seed}");
        var start = Stopwatch.GetTimestamp();
        await using var one = await SuiteProcess.StartAsync(storage.ConnectionString);
        await using var other = await SuiteProcess.StartAsync(storage.ConnectionString);
        var load = new Load(_seed);
        var seconds = TimeSpan.FromSeconds(EndToEndTests.IsFull ? 40 : 10);
        await Task.WhenAll(load.SendForAsync(one.Client.BaseAddress!, Connections, seconds), load.SendForAsync(other.Client.BaseAddress!, Connections, seconds));
        Assert.Empty(load.Uncertain);
        await CountedAsync(load);
        await AssertRunOnceAsync(one, other, start);

        using var stop = new CancellationTokenSource();
        Task[] sending = [load.SendAsync(one.Client.BaseAddress!, Connections, stop.Token), load.SendAsync(other.Client.BaseAddress!, Connections, stop.Token)];
        var (killed, survivor) = await HoldingLeaseAsync(one, other);
        var before = (await SuiteMetrics.OfAsync(survivor)).Runs(Evaluation);
        var killing = killed.KillAsync();
        await stop.CancelAsync();
        await Task.WhenAll([killing, .. sending]);
        var (_, took) = await CountedAsync(load);
        output.WriteLine($"taken over after {took.TotalSeconds:F1} s");
        await survivor.RunTimerAsync(Evaluation);
        await Eventually.AsksAsync(async () => (await SuiteMetrics.OfAsync(survivor)).Runs(Evaluation, "succeeded"), runs => runs > before, TakenOverWithin, () => survivor.Log);
        await SuiteMetrics.CatchUpAsync(survivor, CatchUpWithin);
        (await StoredBeacons.ReadAsync(storage.ConnectionString)).AssertExact(load, _seed);
    }

    [Fact]
    public async Task A_suite_told_to_stop_answers_what_it_has_taken_and_loses_nothing()
    {
        output.WriteLine($"seed {_seed}");
        var load = new Load(_seed);
        for (var stops = EndToEndTests.IsFull ? 20 : 3; stops > 0; stops--)
        {
            await using var suite = await SuiteProcess.StartAsync(storage.ConnectionString);
            using var stop = new CancellationTokenSource();
            var sending = load.SendAsync(suite.Client.BaseAddress!, Connections, stop.Token);
            var enough = load.Answered.Count + 500;
            await Eventually.AsksAsync(() => Task.FromResult(load.Answered.Count), count => count > enough, CatchUpWithin, () => suite.Log);
            var start = Stopwatch.GetTimestamp();
            var code = await suite.StopAsync().WaitAsync(TimeSpan.FromSeconds(60));
            await stop.CancelAsync();
            await sending;
            Assert.True(code == 0, $"exit code {code}:\n{suite.Log}");
            Assert.True(Stopwatch.GetElapsedTime(start) < StopsWithin, $"stopped after {Stopwatch.GetElapsedTime(start)}");
            output.WriteLine($"stopped after {Stopwatch.GetElapsedTime(start).TotalSeconds:F2} s");
        }

        await using var last = await SuiteProcess.StartAsync(storage.ConnectionString);
        await SuiteMetrics.CatchUpAsync(last, CatchUpWithin);
        var unanswered = (await StoredBeacons.ReadAsync(storage.ConnectionString)).AssertExact(load, _seed);
        Assert.True(unanswered == 0, $"seed {_seed}: {unanswered} beacons were stored and not answered");
    }

    private Task<(StoredBeacons Answer, TimeSpan Took)> CountedAsync(Load load) => Eventually.AsksAsync(
        () => StoredBeacons.ReadAsync(storage.ConnectionString), stored => stored.Total >= load.Answered.Count, TakenOverWithin);

    // The right to run is taken once per run, and there is a run for each occurrence, wherever it runs.
    private async Task AssertRunOnceAsync(SuiteProcess one, SuiteProcess other, long start)
    {
        var (runs, _) = await Eventually.AsksAsync(
            async () => (Fence: await FenceAsync(Rollup), Ended: (await SuiteMetrics.OfAsync(one)).Runs(Rollup) + (await SuiteMetrics.OfAsync(other)).Runs(Rollup)),
            counted => counted.Fence == counted.Ended,
            TimeSpan.FromSeconds(10));
        var occurrences = Stopwatch.GetElapsedTime(start) / TimeSpan.FromSeconds(5);
        Assert.InRange(runs.Ended, 1, Math.Ceiling(occurrences) + 1);
        Assert.InRange((await SuiteMetrics.OfAsync(one)).Runs(Evaluation) + (await SuiteMetrics.OfAsync(other)).Runs(Evaluation), 0, Math.Ceiling(occurrences / 12) + 1);
        output.WriteLine($"{runs.Ended} rollups in {occurrences:F1} times 5 s");
    }

    private async Task<long> FenceAsync(string timer) =>
        (await new TableClient(storage.ConnectionString, "reltimers").GetEntityAsync<TableEntity>("timers", timer)).Value.GetInt64("Fence") ?? 0;

    // Rolls up in both until one is seen to hold the lease, for however long the backlog keeps it: killed then, it leaves the lease behind.
    private async Task<(SuiteProcess Holder, SuiteProcess Waiting)> HoldingLeaseAsync(SuiteProcess one, SuiteProcess other)
    {
        var timers = new TableClient(storage.ConnectionString, "reltimers");
        var (holder, _) = await Eventually.AsksAsync(
            async () =>
            {
                await Task.WhenAll(one.RunTimerAsync(Rollup), other.RunTimerAsync(Rollup));
                return (await timers.GetEntityAsync<TableEntity>("timers", Rollup)).Value.GetString("Owner") ?? "";
            },
            owner => owner.Length > 0,
            TimeSpan.FromSeconds(30));
        return holder.Contains($":{one.Id}:", StringComparison.Ordinal) ? (one, other) : (other, one);
    }
}
