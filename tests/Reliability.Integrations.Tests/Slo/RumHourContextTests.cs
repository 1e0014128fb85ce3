using Reliability.Core.Rum;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;
using Reliability.Integrations.Slo;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Slo;

public sealed class RumHourContextTests
{
    private static readonly DateTimeOffset Hour = new(2026, 10, 1, 11, 0, 0, TimeSpan.Zero);

    private readonly InMemoryTables _tables = new();
    private long _round;

    [Fact]
    public async Task Pages_and_device_with_most_bad_samples_are_named()
    {
        await _tables.GetTableClient("relrumcells").CreateAsync();
        await AddAsync(Hour, "/checkout", DeviceKind.Mobile, 5_000, 5_000, 1_000);
        await AddAsync(Hour, "/", DeviceKind.Desktop, 5_000, 1_000, 1_000);
        await AddAsync(Hour, "/about", DeviceKind.Mobile, 1_000);
        await AddAsync(Hour.AddHours(-1), "/old", DeviceKind.Mobile, 9_000, 9_000, 9_000, 9_000);

        var found = await LookAsync(new Dictionary<string, string> { ["site"] = "shop", ["metric"] = "LCP" });

        Assert.Equal(
            [new HourCircumstance("page", "/checkout", 2, 3), new HourCircumstance("page", "/", 1, 3), new HourCircumstance("device", "mobile", 2, 4)],
            found);
    }

    [Fact]
    public async Task Only_what_the_objective_counts_is_looked_at()
    {
        await _tables.GetTableClient("relrumcells").CreateAsync();
        await AddAsync(Hour, "/checkout", DeviceKind.Mobile, 5_000);
        await AddAsync(Hour, "/", DeviceKind.Desktop, 5_000);

        var found = await LookAsync(new Dictionary<string, string> { ["site"] = "shop", ["metric"] = "LCP", ["device"] = "desktop" });

        Assert.Equal(["/", "desktop"], found.Select(each => each.Text));
    }

    [Fact]
    public async Task Objectives_on_other_sources_are_left_to_others()
    {
        var slo = Slo(new GivenIndicator());
        Assert.Empty(await new RumHourContext(Cells).LookAsync(slo, [], new DrainedHour(Hour, TimeSpan.FromHours(1), 1, 1, 1, 1), default));
    }

    private RumCells Cells => new(_tables.GetTableClient("relrumcells"));

    private Task<IReadOnlyList<HourCircumstance>> LookAsync(Dictionary<string, string> spec)
    {
        var good = new Dictionary<string, string>(spec) { ["rating"] = "good" };
        var slo = Slo(new RatioIndicator(new MetricSource("rum", spec), new MetricSource("rum", good), CountsBad: false));
        return new RumHourContext(Cells).LookAsync(slo, [], new DrainedHour(Hour, TimeSpan.FromHours(1), 3, 6, 1, 1), default);
    }

    private static ServiceLevelObjective Slo(SloIndicator indicator) => new()
    {
        Name = "web",
        Service = "storefront",
        Members = [new SloMember { Target = 0.75m, Indicator = indicator }],
        Window = new RollingWindow(SloDuration.FromDays(28)),
        BudgetingMethod = BudgetingMethod.Occurrences,
    };

    private async Task AddAsync(DateTimeOffset hour, string page, DeviceKind device, params double[] values)
    {
        var change = new VitalCellChange();
        foreach (var value in values)
            change.Added.Add(VitalMetric.LCP, value);
        var key = new VitalCellKey("shop", hour, VitalMetric.LCP, new VitalDimensions(page, device, ConnectionKind.FourG, "1.0"));
        await Cells.ApplyAsync(++_round, [new(key, change)], CancellationToken.None);
    }
}
