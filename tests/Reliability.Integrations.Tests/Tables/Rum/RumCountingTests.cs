using Azure;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum;

public sealed class RumCountingTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 0, 5, 0, TimeSpan.Zero);

    private static CancellationToken None => CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Value_sent_three_times_growing_counts_once_with_the_final_value(bool isOneProcess)
    {
        var (tables, _) = await CreateAsync();
        RumRecord[] sent = [Report(0, 1_000), Report(60, 2_600), Report(120, 5_000)];
        using var rollup = tables.Rollup();
        foreach (var record in sent)
        {
            await tables.AppendAsync(record);
            if (isOneProcess) await rollup.RunAsync(None);
            else await tables.Rollup().RunAsync(None);
        }

        ExpectedCells.AssertSame(ExpectedCells.Of(sent[2..]), await tables.ReadCellsAsync("shop"), "growing");
    }

    [Fact]
    public async Task Any_order_duplication_split_and_process_gives_the_same_stored_cells()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var records = Enumerable.Range(0, 25).SelectMany(_ => Copies(random, Any(random))).ToArray();
            var (tables, _) = await CreateAsync();
            random.Shuffle(records);
            using var steady = tables.Rollup(new JournalReaderOptions { MaxRoundBytes = random.Next(2) == 0 ? 1 : 8 << 20 });
            for (var (at, size) = (0, 0); at < records.Length; at += size)
            {
                size = random.Next(1, 12);
                await tables.AppendAsync(records[at..Math.Min(records.Length, at + size)]);
                await (random.Next(2) == 0 ? steady : tables.Rollup()).RunAsync(None);
            }

            while (await steady.RunAsync(None) > 0) { }
            ExpectedCells.AssertSame(ExpectedCells.Of(records), await tables.ReadCellsAsync("shop", "blog"), $"seed {seed}");
        }
    }

    [Fact]
    public async Task Projections_get_what_is_counted_before_the_round_is_done_and_again_after_a_fault()
    {
        var (tables, _) = await CreateAsync();
        var (first, second) = (new Projection(), new Projection { Fails = true });
        var record = Report(0, 1_000) with { IdempotencyHash = 9 };
        await tables.AppendAsync(record, record);
        await Assert.ThrowsAsync<RequestFailedException>(() => tables.Rollup(projections: [first, second]).RunAsync(None));
        second.Fails = false;
        await tables.Rollup(projections: [first, second]).RunAsync(None);
        await tables.AppendAsync(record, Report(5, 2_000));
        await tables.Rollup(projections: [first, second]).RunAsync(None);

        Assert.Equal([(1, 1), (1, 1), (2, 1)], first.Rounds);
        Assert.Equal([(1, 1), (2, 1)], second.Rounds);
    }

    [Fact]
    public async Task What_comes_while_the_last_round_is_worked_off_is_the_next_runs()
    {
        var (tables, _) = await CreateAsync();
        var projection = new Projection { Meanwhile = () => tables.AppendAsync(Report(1, 2_000)) };
        await tables.AppendAsync(Report(0, 1_000));
        using var rollup = tables.Rollup(projections: projection);
        Assert.Equal(1, await rollup.RunAsync(None));
        projection.Meanwhile = null;
        Assert.Equal(1, await rollup.RunAsync(None));
        Assert.Equal([(1, 1), (2, 1)], projection.Rounds);
    }

    [Fact]
    public async Task Runs_at_once_in_one_process_take_turns()
    {
        var (tables, store) = await CreateAsync();
        var (first, isReached) = (new TaskCompletionSource(), new TaskCompletionSource());
        await tables.AppendAsync(Report(0, 1_000));
        store.Gate = _ =>
        {
            store.Gate = null;
            isReached.SetResult();
            return first.Task;
        };
        using var rollup = tables.Rollup();
        var runs = new[] { rollup.RunAsync(None), rollup.RunAsync(None) };
        await isReached.Task;
        Assert.All(runs, run => Assert.False(run.IsCompleted));
        first.SetResult();
        Assert.Equal(1, (await Task.WhenAll(runs)).Sum());
    }

    [Fact]
    public async Task Without_its_log_of_rounds_a_new_process_goes_on_and_counts_reports_again()
    {
        var (tables, _) = await CreateAsync();
        await tables.AppendAsync(Report(0, 1_000));
        await tables.Rollup().RunAsync(None);
        await tables.Journal.DeleteEntityAsync("rounds", "000000000001", ETag.All);
        await tables.AppendAsync(Report(1, 2_000));
        await tables.Rollup().RunAsync(None);
        Assert.Equal(2, Assert.Single(await tables.ReadCellsAsync("shop")).Value.Count);
    }

    [Fact]
    public async Task What_is_to_be_replaced_in_a_cell_that_was_deleted_is_let_go()
    {
        var (tables, _) = await CreateAsync();
        using var rollup = tables.Rollup();
        await tables.AppendAsync(Report(0, 1_000));
        await rollup.RunAsync(None);
        await tables.Cells.DeleteSiteAsync("shop", None);
        await tables.AppendAsync(Report(1, 2_000));
        await rollup.RunAsync(None);
        ExpectedCells.AssertSame(ExpectedCells.Of([Report(1, 2_000)]), await tables.ReadCellsAsync("shop"), "deleted");
    }

    [Fact]
    public async Task Cell_whose_only_sample_moved_is_told_by_no_query()
    {
        var (tables, _) = await CreateAsync();
        await tables.AppendAsync(Report(0, 1_000, page: "/a"));
        await tables.Rollup().RunAsync(None);
        await tables.AppendAsync(Report(1, 1_000, page: "/b"));
        await tables.Rollup().RunAsync(None);
        Assert.Equal("/b", Assert.Single(await tables.ReadCellsAsync("shop")).Key.Dimensions.Page);
        var counts = await tables.Cells.ReadCountsAsync("shop", VitalMetric.LCP, Start.AddDays(-1), Start.AddDays(1), None).ToListAsync();
        Assert.Equal("/b", Assert.Single(counts).Dimensions.Page);
    }

    private static async Task<(RumTables Tables, InMemoryTables Store)> CreateAsync()
    {
        var clock = new FakeTimeProvider(Start);
        var store = new InMemoryTables(clock);
        return (await new RumTables(store, clock).CreateAsync(), store);
    }

    private static RumRecord Report(int second, double value, string page = "/") =>
        new("shop", Start.AddSeconds(second), [new VitalSample(VitalMetric.LCP, value, 7, new VitalDimensions(page, DeviceKind.Mobile, ConnectionKind.FourG, ""))]);

    // Within 25 minutes, of up to a day before; the times of one measurement all differ.
    private static RumRecord Any(Random random) => new(
        random.Next(4) == 0 ? "blog" : "shop",
        Start.AddMilliseconds(random.Next(25 * 60_000)),
        [
            .. Enumerable.Range(0, random.Next(1, 4)).Select(i => new VitalSample(
                (VitalMetric)i, random.Next(10_000) / 100.0, (ulong)random.Next(8), new VitalDimensions($"/{random.Next(3)}", DeviceKind.Mobile, ConnectionKind.FourG, ""))
            {
                AgeSeconds = random.Next(2) * random.Next(86_000),
            }),
        ])
    {
        IdempotencyHash = random.Next(2) == 0 ? 0 : (ulong)random.NextInt64(1, long.MaxValue),
        Weight = random.Next(1, 3) * 1_000,
    };

    private static IEnumerable<RumRecord> Copies(Random random, RumRecord record)
    {
        yield return record;
        for (var copies = record.IdempotencyHash == 0 ? 0 : random.Next(3); copies > 0; copies--)
        {
            var later = random.Next(120);
            yield return record with
            {
                ReceivedAt = record.ReceivedAt.AddSeconds(later),
                Samples = [.. record.Samples.Select(sample => sample with { AgeSeconds = sample.AgeSeconds + later })],
            };
        }
    }

    private sealed class Projection : IRumProjection
    {
        public bool Fails { get; set; }

        public Func<Task>? Meanwhile { get; set; }

        public List<(long Number, int Records)> Rounds { get; } = [];

        public Task ApplyAsync(RumRound round, CancellationToken cancellation)
        {
            if (Fails) throw new RequestFailedException(503, "busy");
            Rounds.Add((round.Number, round.Records.Count));
            return Meanwhile?.Invoke() ?? Task.CompletedTask;
        }
    }
}
