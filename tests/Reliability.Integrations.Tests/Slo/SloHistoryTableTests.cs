using Reliability.Core.Slo.Reports;
using Reliability.Integrations.Slo;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Slo;

public sealed class SloHistoryTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = SloDays.Of(Now);

    private readonly InMemoryTables _tables = new();

    private SloHistoryTable Table => new(_tables);

    [Fact]
    public async Task Day_is_replaced_while_it_is_judged_by_the_same_corrections()
    {
        await CreateAsync();
        await Table.WriteAsync("web", Day(Today, 10m, "none", Now), null, default);
        await Table.WriteAsync("web", Day(Today, 20m, "none", Now.AddHours(1)), Day(Today, 10m, "none", Now), default);

        var day = Assert.Single(await Table.DaysAsync("web", Today, Today, null, default));
        Assert.Equal((20m, Now, Now.AddHours(1)), (day.Good, day.Since, day.RecordedAt));
    }

    [Fact]
    public async Task Day_that_is_judged_anew_can_still_be_read_as_it_was_known()
    {
        await CreateAsync();
        var first = Day(Today, 10m, "none", Now);
        await Table.WriteAsync("web", first, null, default);
        await Table.WriteAsync("web", Day(Today, 20m, "c1", Now.AddHours(2)), first, default);
        // Written twice, as after a lost reply.
        await Table.WriteAsync("web", Day(Today, 20m, "c1", Now.AddHours(2)), first, default);

        async Task<decimal[]> KnownAsync(DateTimeOffset? at) => [.. (await Table.DaysAsync("web", Today, Today, at, default)).Select(day => day.Good)];
        Assert.Equal([20m], await KnownAsync(null));
        Assert.Equal([20m], await KnownAsync(Now.AddHours(2)));
        Assert.Equal([10m], await KnownAsync(Now.AddHours(2).AddTicks(-1)));
        Assert.Empty(await KnownAsync(Now.AddTicks(-1)));
    }

    [Fact]
    public async Task Days_are_read_in_order_and_by_objective()
    {
        await CreateAsync();
        foreach (var ago in new[] { 1, 3, 2, 0 })
            await Table.WriteAsync("web", Day(Today.AddDays(-ago), ago, "none", Now), null, default);
        await Table.WriteAsync("api", Day(Today, 7m, "none", Now), null, default);

        Assert.Equal([2m, 1m], (await Table.DaysAsync("web", Today.AddDays(-2), Today.AddDays(-1), null, default)).Select(day => day.Good));
    }

    [Fact]
    public async Task Old_days_are_deleted_and_all_that_is_left_of_objectives_without_days()
    {
        await CreateAsync();
        foreach (var name in new[] { "web", "gone" })
        {
            await Table.WriteAsync(name, Day(Today.AddDays(-9), 1m, "none", Now), null, default);
            await Table.WriteAsync(name, new SloReportDetail { ComputedAt = Now }, default);
        }

        await Table.WriteAsync("web", Day(Today, 2m, "none", Now), null, default);

        Assert.Equal(2, await Table.DeleteBeforeAsync(Today.AddDays(-8), 10, default));
        Assert.Equal([2m], (await Table.DaysAsync("web", Today.AddDays(-20), Today, null, default)).Select(day => day.Good));
        Assert.Equal(["web"], (await Table.DetailsAsync(default)).Keys);
        Assert.Null(await Table.DetailAsync("gone", default));
    }

    private static SloDay Day(DateOnly day, decimal good, string version, DateTimeOffset at) => new()
    {
        Day = day,
        Good = good,
        Total = 100m,
        Sli = good / 100m,
        Objective = 0.9m,
        RemainingPercent = null,
        IsComplete = false,
        CorrectionsVersion = version,
        Since = at,
        RecordedAt = at,
    };

    private async Task CreateAsync() => await _tables.GetTableClient(SloHistoryTable.TableName).CreateAsync();
}
