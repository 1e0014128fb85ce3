using Reliability.Core.Slo;
using Reliability.Functions.Slo;
using Reliability.Integrations.Slo;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Slo;

[Collection(WithAzurite.Name)]
public sealed class SloEvaluationTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Every_objective_gets_its_latest_status()
    {
        await using var world = await SloWorld.CreateAsync(azurite);

        await world.EvaluateAsync();
        world.Source.Good = 80;
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.EvaluateAsync();

        var statuses = await world.Reading.AllAsync(CancellationToken.None);
        Assert.Equal(["alpha", "beta"], statuses.Select(status => status.Name));
        Assert.All(statuses, status => Assert.Equal(
            (80m, 100m, 0.8m, SloHealth.Healthy, world.Time.GetUtcNow()),
            (status.Good, status.Total, status.Sli, status.Status, status.WindowEnd)));
    }

    [Fact]
    public async Task Stored_status_is_the_evaluated_one()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        await world.EvaluateAsync();

        var stored = (await world.Table.ReadAsync("alpha", CancellationToken.None))!;

        var slo = world.Configuration.Slos[0];
        var minutes = (await world.Cells.ReadAsync(IndicatorKey.Of(slo.Members[0].Indicator), CancellationToken.None)).Minutes;
        var evaluated = SloEvaluator.Evaluate(slo, SloObservations.Of([.. minutes.ToPoints()]), world.Time.GetUtcNow(), new SloPolicy());
        Assert.Equal(100m, minutes.ToPoints().Sum(point => point.Total));
        Assert.Equal(evaluated.BurnRates, stored.BurnRates);
        Assert.Equal(evaluated.Alerts, stored.Alerts.Select(alert => alert with { Since = null }));
        Assert.Equal(evaluated with { BurnRates = [], Alerts = [], ForecastAt = world.Time.GetUtcNow() }, stored with { BurnRates = [], Alerts = [] });
    }

    [Fact]
    public async Task Objective_whose_source_fails_is_stale_with_its_last_numbers_and_says_since_when_while_the_others_go_on()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        await world.EvaluateAsync();
        var evaluatedAt = world.Time.GetUtcNow();

        world.Source.Down.Add("alpha");
        world.Source.Good = 10;
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var failingSince = world.Time.GetUtcNow();
        await world.EvaluateAsync();
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.EvaluateAsync();

        var statuses = await world.Reading.AllAsync(CancellationToken.None);
        Assert.Equal(
            (SloHealth.Stale, 90m, evaluatedAt, failingSince),
            (statuses[0].Status, statuses[0].Good, statuses[0].WindowEnd, statuses[0].FailingSince!.Value));
        Assert.Equal((0, 1, 1), (Report(statuses).Compliant, Report(statuses).Stale, Report(statuses).Violated));
        Assert.Equal((10m, SloHealth.Violated, null), (statuses[1].Good, statuses[1].Status, statuses[1].FailingSince));

        world.Source.Down.Clear();
        await world.EvaluateAsync();
        var again = (await world.Reading.AllAsync(CancellationToken.None))[0];
        Assert.Equal((SloHealth.Violated, 10m, null), (again.Status, again.Good, again.FailingSince));
    }

    [Fact]
    public async Task Alert_neither_fires_anew_nor_ends_while_its_objective_is_stale_and_missing_data_is_told()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        world.Configuration = world.Configuration with
        {
            Slos = [.. world.Configuration.Slos.Select(slo => slo with { Alerts = [new BurnRateTier(BurnRateTier.Page, TimeSpan.FromHours(6), TimeSpan.FromHours(4), 3m)] })],
        };
        world.Source.Good = 0;
        await world.EvaluateAsync();
        world.Source.Down.Add("alpha");
        world.Time.Advance(TimeSpan.FromHours(12));
        await world.EvaluateAsync();

        var statuses = await world.Reading.AllAsync(CancellationToken.None);
        // Nothing new is known of the other one either: its latest events are older than the alert's windows.
        Assert.Equal([true, true], statuses.Select(status => status.Alerts[0].Firing));
        Assert.Equal([true, true], statuses.Select(status => status.Absence.Firing));
    }

    [Fact]
    public async Task Correction_that_comes_later_changes_what_was_counted_before()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        using var evaluation = world.Start();
        await evaluation.RunAsync(CancellationToken.None);
        world.Corrections.All.Add(("beta", new SloCorrection(world.Time.GetUtcNow().AddHours(-1), world.Time.GetUtcNow(), CorrectionEffect.Good)));
        await evaluation.RunAsync(CancellationToken.None);

        Assert.Equal([90m, 100m], (await world.Reading.AllAsync(CancellationToken.None)).Select(status => status.Good));
    }

    [Fact]
    public async Task Thousand_objectives_take_few_round_trips()
    {
        var tables = new InMemoryTables();
        await using var world = await SloWorld.CreateAsync(tables);
        world.Configuration = world.Configuration with { Slos = [.. Enumerable.Range(0, 1_000).Select(index => SloWorld.Objective("alpha") with { Name = $"slo-{index}" })] };
        // The first time, the days of the window are recorded, too.
        for (var cycle = 0; cycle < 10; cycle++)
            await world.EvaluateAsync();
        world.Source.AskedFrom.Clear();
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var before = tables.Operations;
        await world.EvaluateAsync();

        Assert.Equal(1_000, (await world.Reading.AllAsync(CancellationToken.None)).Count);
        Assert.Single(world.Source.AskedFrom);
        Assert.InRange(tables.Operations - before, 10, 20);
    }

    [Fact]
    public async Task Objective_whose_source_fails_from_the_first_is_stale_without_data()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        world.Source.Down.Add("alpha");

        await world.EvaluateAsync();

        var status = (await world.Table.ReadAsync("alpha", CancellationToken.None))!;
        Assert.Equal((SloHealth.Stale, true, world.Time.GetUtcNow()), (status.Status, status.NoData, status.FailingSince!.Value));
    }

    [Fact]
    public async Task Indicator_without_a_source_fails_alone()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        var unknown = new RatioIndicator(
            new MetricSource("prometheus", new Dictionary<string, string>()),
            new MetricSource("prometheus", new Dictionary<string, string>()),
            CountsBad: false);
        world.Configuration = world.Configuration with
        {
            Slos = [SloWorld.Objective("alpha") with { Members = [new SloMember { Target = 0.75m, Indicator = unknown }] }, SloWorld.Objective("beta")],
        };

        await world.EvaluateAsync();

        var statuses = await world.Reading.AllAsync(CancellationToken.None);
        Assert.Equal([true, false], statuses.Select(status => status.FailingSince is not null));
    }

    [Fact]
    public async Task Composite_reads_every_member()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        SloMember[] members = [.. new[] { "alpha", "beta" }.Select(name => SloWorld.Objective(name).Members[0] with { Name = name })];
        world.Configuration = world.Configuration with { Slos = [SloWorld.Objective("both") with { Members = members }] };

        await world.EvaluateAsync();
        var status = (await world.Table.ReadAsync("both", CancellationToken.None))!;
        Assert.Equal((180m, 200m, 0.8m), (status.Good, status.Total, status.Sli));

        world.Source.Down.Add("beta");
        await world.EvaluateAsync();
        Assert.NotNull((await world.Table.ReadAsync("both", CancellationToken.None))!.FailingSince);
    }

    [Fact]
    public async Task Source_is_asked_for_the_longest_burn_rate_where_the_period_starts_later()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        var calendar = new CalendarWindow(new SloDuration(1, SloDurationUnit.Months), new DateTime(2026, 1, 1), TimeZoneInfo.Utc);
        world.Configuration = world.Configuration with { Slos = [SloWorld.Objective("alpha") with { Window = calendar }] };

        await world.EvaluateAsync();

        var status = (await world.Table.ReadAsync("alpha", CancellationToken.None))!;
        Assert.Equal(world.Time.GetUtcNow().AddDays(-3), Assert.Single(world.Source.AskedFrom));
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), status.WindowEnd);
        Assert.Equal("1M", status.Window.ToString());
    }

    [Fact]
    public async Task Evaluation_that_was_overtaken_leaves_the_newer_status()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        await world.EvaluateAsync();
        var seen = (await world.Table.ReadAllAsync(CancellationToken.None))["alpha"];
        world.Source.Good = 80;
        await world.EvaluateAsync();

        var beta = (await world.Table.ReadAllAsync(CancellationToken.None))["beta"];
        Assert.Equal(
            ["beta"],
            await world.Table.WriteAsync([new(seen.Status, seen.Alerts, seen), new(beta.Status, beta.Alerts, beta)], CancellationToken.None));
        Assert.Empty(await world.Table.WriteAsync([new(seen.Status, seen.Alerts, null)], CancellationToken.None));
        Assert.Equal(80m, (await world.Table.ReadAsync("alpha", CancellationToken.None))!.Good);
    }

    [Fact]
    public async Task Status_of_an_objective_that_is_gone_is_hidden_at_once_and_removed_later()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        await world.EvaluateAsync();
        world.Configuration = world.Configuration with { Slos = [SloWorld.Objective("beta")] };

        world.Time.Advance(SloEvaluation.KeepUnconfigured);
        await world.EvaluateAsync();
        Assert.Equal(["beta"], (await world.Reading.AllAsync(CancellationToken.None)).Select(status => status.Name));
        Assert.NotNull(await world.Table.ReadAsync("alpha", CancellationToken.None));

        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.EvaluateAsync();
        Assert.Null(await world.Table.ReadAsync("alpha", CancellationToken.None));
    }

    private static SloReport Report(IReadOnlyList<SloStatus> statuses) => SloReport.From(statuses, statuses[0].EvaluatedAt);
}
