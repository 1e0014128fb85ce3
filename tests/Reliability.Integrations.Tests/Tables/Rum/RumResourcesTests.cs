using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum;

public sealed class RumResourcesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Round_applied_twice_counts_once_and_an_earlier_one_is_stale()
    {
        var (resources, _) = await CreateAsync();
        await resources.ApplyAsync(new RumRound(4, [Visit("/", 0)]), None);
        await resources.ApplyAsync(new RumRound(4, [Visit("/", 0)]), None);
        await Assert.ThrowsAsync<StaleReaderException>(() => resources.ApplyAsync(new RumRound(3, [Visit("/", 0)]), None));
        Assert.Equal(12, (await ReadAsync(resources)).Resources.Values.Sum(use => use.Count));
    }

    [Fact]
    public async Task Fault_at_any_operation_neither_loses_nor_doubles()
    {
        RumRound[] rounds = [.. Enumerable.Range(1, 4).Select(n => new RumRound(n, [.. Enumerable.Range(0, 30).Select(i => Visit($"/{i % 20}", i * 3_000))]))];
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            for (var at = 1; at <= 16; at++)
            {
                var (resources, store) = await CreateAsync();
                store.FailAt(store.Operations + at, kind);
                foreach (var round in rounds)
                {
                    if (await Record.ExceptionAsync(() => resources.ApplyAsync(round, None)) is null) continue;
                    store.StopFailing();
                    store.Restart();
                    await resources.ApplyAsync(round, None);
                }

                var found = await ReadAsync(resources);
                Assert.Equal(120 * 12, found.Resources.Values.Sum(use => use.Count));
                Assert.Equal(120, Enumerable.Range(0, 20).Sum(i => found.VisitsOf($"/{i}")));
                Assert.Equal(120, found.Causes.Values.Sum(use => use.Count));
            }
        }
    }

    [Fact]
    public async Task Late_visit_counts_on_the_day_it_was()
    {
        var (resources, _) = await CreateAsync();
        await resources.ApplyAsync(new RumRound(1, [Visit("/", 13 * 3_600)]), None);
        Assert.Empty(await resources.ReadAsync("shop", Noon, Noon, None));
        Assert.Single(await resources.ReadAsync("shop", Noon.AddDays(-1), Noon.AddDays(-1), None));
        Assert.Empty(await resources.ReadAsync("other", Noon.AddDays(-1), Noon, None));
    }

    private static RumRecord Visit(string page, int age)
    {
        var dimensions = new VitalDimensions(page, DeviceKind.Mobile, ConnectionKind.FourG, "");
        return new RumRecord("shop", Noon, [])
        {
            Events =
            [
                new ResourceEvent(dimensions, ResourceKind.Script, "cdn.example", 10, 5_000, 80) { AgeSeconds = age },
                new ResourceEvent(dimensions, ResourceKind.Image, "", 2, 5_000, 80) { AgeSeconds = age },
                new CauseEvent(dimensions, VitalMetric.LCP, "img.hero", 2_000, [1, 2, 3, 4]) { AgeSeconds = age },
            ],
        };
    }

    private static async Task<LoadEvidence> ReadAsync(RumResources resources)
    {
        var evidence = new LoadEvidence();
        foreach (var loads in await resources.ReadAsync("shop", Noon.AddDays(-2), Noon, None)) evidence.Add(loads);
        return evidence;
    }

    private static async Task<(RumResources Resources, InMemoryTables Store)> CreateAsync()
    {
        var store = new InMemoryTables();
        var table = store.GetTableClient("resources");
        await table.CreateAsync();
        return (new RumResources(table), store);
    }
}
