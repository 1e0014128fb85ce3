using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum;

public sealed class RumLabelsTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Round_that_comes_again_gets_the_catalogue_it_made()
    {
        var labels = await CreateAsync();
        var first = await AdmitAsync(labels, 1, "/a");
        Assert.Equal(first.EncodeHashes(), (await AdmitAsync(labels, 1, "/a")).EncodeHashes());
        Assert.Equal(first.EncodeHashes(), (await AdmitAsync(labels, 2, "/a")).EncodeHashes());
        Assert.Equal("/b", (await AdmitAsync(labels, 3, "/b")).Resolve(Dimensions("/b"), 9).Page);
    }

    [Fact]
    public async Task First_round_of_a_day_takes_over_the_combinations_of_the_day_before()
    {
        var labels = await CreateAsync();
        await AdmitAsync(labels, 1, "/a");
        Task<LabelCatalogue> NextDayAsync(long round, string page) => labels.AdmitAsync(
            "shop", Day.AddDays(1), round, new Dictionary<VitalDimensions, long> { [Dimensions(page)] = 1 }, CancellationToken.None);
        Assert.Equal("/a", (await NextDayAsync(2, "/b")).Resolve(Dimensions("/a"), 9).Page);
        Assert.Equal("/a", (await NextDayAsync(3, "/c")).Resolve(Dimensions("/a"), 9).Page);
    }

    [Fact]
    public async Task Earlier_round_is_stale()
    {
        var labels = await CreateAsync();
        await AdmitAsync(labels, 2, "/a");
        await Assert.ThrowsAsync<StaleReaderException>(() => AdmitAsync(labels, 1, "/b"));
    }

    [Fact]
    public async Task Of_two_writers_at_once_one_is_stale()
    {
        var tables = new InMemoryTables();
        var labels = await CreateAsync(tables);
        Task<LabelCatalogue>? other = null;
        tables.Gate = operation =>
        {
            if (operation.Kind != TableOperationKind.Add) return Task.CompletedTask;
            tables.Gate = null;
            return other = AdmitAsync(labels, 1, "/a");
        };
        await Assert.ThrowsAsync<StaleReaderException>(() => AdmitAsync(labels, 1, "/b"));
        Assert.Equal("/a", (await other!).Resolve(Dimensions("/a"), 9).Page);
    }

    private static async Task<RumLabels> CreateAsync(InMemoryTables? tables = null)
    {
        var table = (tables ?? new InMemoryTables()).GetTableClient("rellabels");
        await table.CreateAsync();
        return new RumLabels(table);
    }

    private static Task<LabelCatalogue> AdmitAsync(RumLabels labels, long round, string page) =>
        labels.AdmitAsync("shop", Day, round, new Dictionary<VitalDimensions, long> { [Dimensions(page)] = 1 }, CancellationToken.None);

    private static VitalDimensions Dimensions(string page) => new(page, DeviceKind.Mobile, ConnectionKind.FourG, "1");
}
