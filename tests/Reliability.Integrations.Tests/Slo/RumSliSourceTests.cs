using Azure.Data.Tables;
using Reliability.Core;
using Reliability.Core.Rum;
using Reliability.Core.Slo;
using Reliability.Integrations.Slo;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Slo;

public sealed class RumSliSourceTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 10, 1, 12, 20, 0, TimeSpan.Zero);
    private static readonly VitalDimensions Mobile = new("/checkout", DeviceKind.Mobile, ConnectionKind.FourG, "1.0");
    private static readonly VitalDimensions Desktop = new("/", DeviceKind.Desktop, ConnectionKind.Unknown, "1.0");

    private readonly TableClient _table = new(azurite.ConnectionString, $"relcells{Guid.NewGuid():N}");
    private long _round;

    private RumCells Cells => new(_table);

    public Task InitializeAsync() => _table.CreateAsync();

    public Task DisposeAsync() => _table.DeleteAsync();

    [Fact]
    public async Task Points_are_the_counts_of_each_hour()
    {
        await AddAsync(hoursAgo: 30, Mobile, 1000, 3000, 5000);
        await AddAsync(hoursAgo: 0, Mobile, 2000);
        await AddAsync(hoursAgo: 0, Desktop, 9000);

        var points = await new RumSliSource(Cells).ReadAsync(Ratio(), Now.AddDays(-28), Now, CancellationToken.None);

        Assert.Equal(
            [new SliPoint(Hour(30), TimeSpan.FromHours(1), 1, 3), new SliPoint(Hour(0), TimeSpan.FromHours(1), 1, 2)],
            points);
    }

    [Fact]
    public async Task Selection_narrows_the_counts()
    {
        await AddAsync(hoursAgo: 1, Mobile, 1000, 3000);
        await AddAsync(hoursAgo: 1, Desktop, 1000, 5000);

        var source = new RumSliSource(Cells);
        var mobile = await source.ReadAsync(Ratio(("device", "mobile")), Now.AddDays(-1), Now, CancellationToken.None);
        var bad = await source.ReadAsync(Ratio(rating: "poor", countsBad: true), Now.AddDays(-1), Now, CancellationToken.None);

        Assert.Equal((1m, 2m), (Assert.Single(mobile).Good, Assert.Single(mobile).Total));
        Assert.Equal((3m, 4m), (Assert.Single(bad).Good, Assert.Single(bad).Total));
    }

    [Fact]
    public async Task Window_within_the_recent_hours_has_only_its_own_points()
    {
        var (source, ratio) = (new RumSliSource(Cells), Ratio());
        await AddAsync(hoursAgo: 2, Mobile, 1000);
        await AddAsync(hoursAgo: 0, Mobile, 1000);

        foreach (var now in new[] { Now, Now.AddMinutes(1) })
            Assert.Equal(Hour(0), Assert.Single(await source.ReadAsync(ratio, now.AddHours(-1), now, CancellationToken.None)).Start);
    }

    [Fact]
    public async Task Part_that_is_no_part_of_the_total_is_an_error()
    {
        await AddAsync(hoursAgo: 1, Mobile, 1000);
        var ratio = new RatioIndicator(Source("poor"), Source("good"), CountsBad: false);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => new RumSliSource(Cells).ReadAsync(ratio, Now.AddDays(-1), Now, CancellationToken.None));
    }

    private static DateTimeOffset Hour(int hoursAgo) => Now.AddMinutes(-20).AddHours(-hoursAgo);

    private static RatioIndicator Ratio(params (string Key, string Value)[] only) => Ratio("good", countsBad: false, only);

    private static RatioIndicator Ratio(string rating, bool countsBad, params (string Key, string Value)[] only) =>
        new(Source(null, only), Source(rating, only), countsBad);

    private static MetricSource Source(string? rating, params (string Key, string Value)[] only)
    {
        var spec = only.Append(("site", "shop")).Append(("metric", "LCP")).ToDictionary();
        if (rating is not null)
            spec["rating"] = rating;
        return new MetricSource("rum", spec);
    }

    private async Task AddAsync(int hoursAgo, VitalDimensions dimensions, params double[] values)
    {
        var change = new VitalCellChange();
        foreach (var value in values)
            change.Added.Add(VitalMetric.LCP, value);
        var key = new VitalCellKey("shop", Hour(hoursAgo), VitalMetric.LCP, dimensions);
        await Cells.ApplyAsync(++_round, [new(key, change)], CancellationToken.None);
    }
}
