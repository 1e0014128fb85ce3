using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum;

/// <summary>What beacons leave in memory. Alone, since what other tests hold at the time would count too.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RumMemoryTests
{
    private const string Name = "Memory";

    [Fact]
    public async Task Million_page_names_make_no_more_cells_than_the_catalogue_has_room_for()
    {
        var clock = new FakeTimeProvider();
        var tables = await new RumTables(new InMemoryTables(clock), clock).CreateAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var block = 0; block < 10; block++)
        {
            await using (var journal = tables.OpenJournal(Guid.NewGuid))
            {
                var appends = new List<Task>();
                for (var i = 0; i < 1_000; i++) appends.Add(journal.AppendAsync(RumTables.Encode(ManyPages((block * 1_000) + i))));
                await Task.WhenAll(appends).WaitAsync(TimeSpan.FromSeconds(60));
            }

            Assert.Equal(100_000, await tables.Rollup().RunAsync(CancellationToken.None));
        }

        const int Admitted = LabelCatalogue.MaxCombinations * (24 + 9 + 1) / 48; // by nine in the morning
        Assert.Equal(Admitted * sizeof(ulong), (await tables.LabelTable.GetEntityAsync<TableEntity>("shop", "20260101")).Value.GetBinary("Admitted").Length);
        var cells = await tables.ReadCellsAsync("shop");
        Assert.Equal(Admitted + 1, cells.Count);
        Assert.Equal(1_000_000, cells.Values.Sum(cell => cell.Count));
        await tables.Journal.DeleteAsync(); // kept in memory here, in the store elsewhere
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64 << 20);
    }

    private static RumRecord ManyPages(int number) => new(
        "shop",
        new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero),
        [.. Enumerable.Range(number * 100, 100).Select(i => new VitalSample(VitalMetric.LCP, 1_000, 0, new VitalDimensions($"/{i}", DeviceKind.Mobile, ConnectionKind.FourG, "1")))]);
}
