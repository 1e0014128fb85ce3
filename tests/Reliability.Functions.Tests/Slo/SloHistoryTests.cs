using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Maintenance;
using Reliability.Core.Slo.Reports;
using Reliability.Functions.Slo;
using Reliability.Functions.Tests.Http;
using Reliability.Integrations.Slo;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Slo;

public sealed class SloHistoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = SloDays.Of(Now);
    private static readonly ServiceLevelObjective Slo = SloWorld.Objective("alpha");

    private readonly InMemoryTables _tables = new();

    private SloHistoryTable Table => new(_tables);

    [Fact]
    public async Task Days_of_the_window_are_made_up_for_and_those_outside_are_left_alone()
    {
        await CreateAsync();
        await New().RecordAsync(Slo, () => Hours(0, 24 * 40), Now, default);

        var days = await DaysAsync();
        // The window starts at noon 28 days ago; that day is not whole.
        Assert.Equal([.. Enumerable.Range(0, 28).Select(ago => Today.AddDays(-ago)).Reverse()], days.Select(day => day.Day));
        Assert.All(days, day => Assert.Equal(day.Day == Today ? (108m, false) : (216m, true), (day.Good, day.IsComplete)));
    }

    [Fact]
    public async Task Recording_again_gives_the_same_days()
    {
        await CreateAsync();
        await New().RecordAsync(Slo, () => Hours(0, 100), Now, default);
        var first = await DaysAsync();
        await New().RecordAsync(Slo, () => Hours(0, 100), Now, default);
        Assert.Equal(first, await DaysAsync());
    }

    [Fact]
    public async Task One_process_records_every_quarter_of_an_hour()
    {
        await CreateAsync();
        var history = New();
        await history.RecordAsync(Slo, () => Hours(0, 10), Now, default);
        var operations = _tables.Operations;
        await history.RecordAsync(Slo, () => Hours(0, 10), Now.AddMinutes(14), default);
        Assert.Equal(operations, _tables.Operations);
        await history.RecordAsync(Slo, () => Hours(0, 10), Now.AddMinutes(15), default);
        Assert.NotEqual(operations, _tables.Operations);
    }

    [Fact]
    public async Task What_comes_late_counts_on_the_day_after_but_no_later()
    {
        await CreateAsync();
        await New().RecordAsync(Slo, () => Hours(0, 100), Now, default);
        await New().RecordAsync(Slo, () => Hours(0, 100, total: 200), Now.AddMinutes(15), default);

        var days = (await DaysAsync()).ToDictionary(day => day.Day, day => day.Total);
        Assert.Equal((2_400m, 4_800m, 2_400m), (days[Today], days[Today.AddDays(-1)], days[Today.AddDays(-2)]));
    }

    [Fact]
    public async Task Correction_that_comes_later_judges_its_day_anew_and_the_old_judgement_can_still_be_read()
    {
        await CreateAsync();
        await New().RecordAsync(Slo, () => Hours(0, 200), Now, default);
        var corrections = new[] { new SloCorrection(Now.AddDays(-5), Now.AddDays(-5).AddHours(6), CorrectionEffect.Exclude) };
        await New().RecordAsync(Slo, () => Hours(0, 200) with { Corrections = corrections }, Now.AddMinutes(15), default);

        var day = Today.AddDays(-5);
        var before = Assert.Single(await Table.DaysAsync("alpha", day, day, Now, default));
        var after = Assert.Single(await Table.DaysAsync("alpha", day, day, null, default));
        Assert.Equal((2_400m, CorrectionBook.NoVersion), (before.Total, before.CorrectionsVersion));
        Assert.Equal((1_800m, SloDays.VersionOn(day, corrections)), (after.Total, after.CorrectionsVersion));
    }

    [Fact]
    public async Task Store_that_fails_costs_no_evaluation_and_the_next_one_records()
    {
        await CreateAsync();
        var history = New();
        foreach (var fault in new[] { FaultKind.Before, FaultKind.AfterAppliedNoReply, FaultKind.AfterAppliedGivenUp })
        {
            _tables.FailAt(_tables.Operations + 3, fault);
            await history.RecordAsync(Slo, () => Hours(0, 100), Now, default);
            Assert.Null(await Table.DetailAsync("alpha", default));
        }

        await history.RecordAsync(Slo, () => Hours(0, 100), Now, default);
        Assert.Equal(28, (await DaysAsync()).Count);
        Assert.NotNull(await Table.DetailAsync("alpha", default));
    }

    [Fact]
    public async Task Worst_hours_come_with_what_was_going_on()
    {
        await CreateAsync();
        var correction = new SloCorrection(Now.AddHours(-3).AddMinutes(30), Now.AddHours(-2), CorrectionEffect.Good);
        var observed = new SloObservations([[Point(3, 20), Point(5, 80), Point(7, 100)]], [correction]);
        await New().RecordAsync(Slo, () => observed, Now, default);

        var hours = (await Table.DetailAsync("alpha", default))!.WorstHours;
        Assert.Equal([(Now.AddHours(-3), 0.8m), (Now.AddHours(-5), 0.2m)], hours.Select(hour => (hour.Start, hour.Share)));
        Assert.Equal("good from 2026-10-01 09:30 to 2026-10-01 10:00 UTC", Assert.Single(hours[0].Circumstances).Text);
        Assert.Empty(hours[1].Circumstances);
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("?from=2026-09-01&to=2026-09-30", 200)]
    [InlineData("?from=2026-09-30&to=2026-09-01", 400)]
    [InlineData("?from=2024-09-01", 400)]
    [InlineData("?known=never", 400)]
    public async Task History_is_told_by_day(string query, int status)
    {
        await CreateAsync();
        var request = Sent.Request();
        request.QueryString = new Microsoft.AspNetCore.Http.QueryString(query);
        var configuration = Integrations.Configuration.ReliabilityConfiguration.Empty with { Slos = [Slo] };
        var call = new GetSloHistory(configuration, Table, Options.Create(new SloHistoryOptions()), new FakeTimeProvider(Now));
        Assert.Equal(status, (await Sent.FromAsync(await call.RunAsync(request, "alpha", default))).Status);
        Assert.Equal(404, (await Sent.FromAsync(await call.RunAsync(request, "beta", default))).Status);
    }

    private static SliPoint Point(int hoursAgo, decimal good) => new(Now.AddHours(-hoursAgo), TimeSpan.FromHours(1), good, 100);

    /// <summary>Equal hours up to <see cref="Now"/>.</summary>
    private static SloObservations Hours(int from, int count, decimal total = 100) => SloObservations.Of(
        [.. Enumerable.Range(from + 1, count).Select(ago => new SliPoint(Now.AddHours(-ago), TimeSpan.FromHours(1), 9, total))]);

    private SloHistory New() => new(
        Table, [new CorrectionHourContext()], Options.Create(new SloHistoryOptions()), Options.Create(new SloOptions()), NullLogger<SloHistory>.Instance);

    private Task<IReadOnlyList<SloDay>> DaysAsync() => Table.DaysAsync("alpha", Today.AddDays(-60), Today, null, default);

    private async Task CreateAsync() => await _tables.GetTableClient(SloHistoryTable.TableName).CreateAsync();
}
