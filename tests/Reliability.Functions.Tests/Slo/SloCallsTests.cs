using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Maintenance;
using Reliability.Functions.Slo;
using Reliability.Functions.Tests.Http;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Slo;

[Collection(WithAzurite.Name)]
public sealed class SloCallsTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Status_has_exactly_the_published_shape()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        await world.EvaluateAsync();

        var sent = await GetAsync(world, "alpha");

        Assert.Equal(200, sent.Status);
        Assert.Equal("application/json; charset=utf-8", sent.ContentType);
        Assert.Equal(
            """
            {"name":"alpha","service":"storefront","objective":0.75,"window":"28d",
            "windowStart":"2026-09-03T12:00:00Z","windowEnd":"2026-10-01T12:00:00Z","budgetingMethod":"Occurrences",
            "good":90,"total":100,"sli":0.9,
            "errorBudget":{"total":25.00,"consumed":10,"remaining":15.00,"remainingPercent":60,"minutes":{"total":10080.00,"remaining":6048.00}},
            "burnRates":[{"window":"5m","rate":null},{"window":"1h","rate":0.4},
            {"window":"6h","rate":0.4},{"window":"1d","rate":0.4},{"window":"3d","rate":0.4}],
            "alerts":[{"severity":"page","longWindow":"1h","shortWindow":"5m","factor":13.44,"firing":false,
            "budgetPercent":2.00,"longRate":null,"shortRate":null,"suppressed":false,
            "cannotFire":"the burn rate is never above 4, which everything failing gives",
            "policy":null,"comparison":"gt","alertAfter":"0s","noData":false,"pendingSince":null,"since":null,"resolvedAt":null}],
            "absence":{"after":"62m","lastData":"2026-10-01T12:00:00Z","firing":false,"since":null,"resolvedAt":null},
            "status":"healthy","forecast":null,"forecastAt":"2026-10-01T12:00:00Z","noData":false,"evaluatedAt":"2026-10-01T12:00:00Z","failingSince":null,"countedFrom":null}
            """.ReplaceLineEndings(""),
            sent.Body);
    }

    [Fact]
    public async Task Objective_whose_source_was_never_read_is_stale_and_has_no_sli()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        world.Source.Down.Add("alpha");
        await world.EvaluateAsync();

        var json = (await GetAsync(world, "alpha")).Json;

        Assert.Equal("stale", json.GetProperty("status").GetString());
        Assert.True(json.GetProperty("noData").GetBoolean());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.GetProperty("sli").ValueKind);
    }

    [Fact]
    public async Task Unknown_objective_is_a_problem_of_its_own_type()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        var sent = await GetAsync(world, "gamma");
        Assert.Equal(404, sent.Status);
        Assert.Equal("urn:reliability:problem:unknown-slo", sent.Json.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Objective_before_its_first_evaluation_is_a_problem_of_another_type()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        var sent = await GetAsync(world, "alpha");
        Assert.Equal(404, sent.Status);
        Assert.Equal("60", sent.Headers.RetryAfter.ToString());
        Assert.Equal("urn:reliability:problem:slo-not-evaluated", sent.Json.GetProperty("type").GetString());
    }

    [Fact]
    public async Task List_is_an_array_and_empty_before_the_first_evaluation()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        Assert.Equal("[]", (await ListAsync(world)).Body);

        await world.EvaluateAsync();

        Assert.Equal(["alpha", "beta"], (await ListAsync(world)).Json.EnumerateArray().Select(slo => slo.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Report_comes_as_the_caller_accepts_it()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        await world.EvaluateAsync();

        var markdown = await ReportAsync(world, "text/markdown");
        var json = await ReportAsync(world, "application/json");
        var html = await ReportAsync(world, "text/html");

        Assert.Equal("text/markdown; charset=utf-8", markdown.ContentType);
        Assert.Contains("- Compliant: 2/2", markdown.Body, StringComparison.Ordinal);
        Assert.Equal(2, json.Json.GetProperty("compliant").GetInt32());
        Assert.Equal("alpha", json.Json.GetProperty("slos")[0].GetProperty("name").GetString());
        Assert.Equal("text/html; charset=utf-8", html.ContentType);
        Assert.Contains("<dd class=\"good\">2/2</dd>", html.Body, StringComparison.Ordinal);
        Assert.Equal(406, (await ReportAsync(world, "image/png")).Status);
        Assert.Equal(markdown.ContentType, (await ReportAsync(world, "*/*")).ContentType);
        Assert.Equal(html.ContentType, (await ReportAsync(world, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")).ContentType);
    }

    [Fact]
    public async Task Status_as_of_an_instant_knows_only_the_corrections_of_then()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        await world.EvaluateAsync();
        var before = world.Time.GetUtcNow();
        world.Time.Advance(TimeSpan.FromHours(2));
        await world.CorrectionTable.AddAsync(
            "alpha",
            new CorrectionEntry("c", before.AddHours(-1), before, CorrectionEffect.Good, "test", new CorrectionAudit(before.AddHours(1), null, null), null),
            CancellationToken.None);

        var stored = await GetAsync(world, "alpha");
        Assert.Equal(stored.Body, (await GetAsync(world, "alpha", "?at=2026-10-01T12:00:00Z")).Body);
        Assert.Equal(100, (await GetAsync(world, "alpha", "?at=2026-10-01T13:00:00Z")).Json.GetProperty("total").GetInt32());
        Assert.Equal(400, (await GetAsync(world, "alpha", "?at=2026-10-01T14:00:01Z")).Status);
        Assert.Equal(400, (await GetAsync(world, "alpha", "?at=2025-08-27T13:59:59Z")).Status);
    }

    [Fact]
    public async Task Status_as_of_an_instant_that_was_counted_needs_no_source_and_one_that_was_not_says_so_when_it_is_down()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        await world.EvaluateAsync();
        world.Source.Good = 10;
        world.Source.Down.Add("alpha");

        Assert.Equal(90, (await GetAsync(world, "alpha", "?at=2026-10-01T12:00:00Z")).Json.GetProperty("good").GetInt32());
        var before = await GetAsync(world, "alpha", "?at=2026-07-01T12:00:00Z");
        Assert.Equal((503, "urn:reliability:problem:source-unavailable"), (before.Status, before.Json.GetProperty("type").GetString()));
        Assert.Contains("The source is down.", before.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_counts_from_the_next_evaluation_on()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        var now = world.Time.GetUtcNow();
        await world.CorrectionTable.AddAsync(
            "alpha", new CorrectionEntry("c", now.AddHours(-1), now, CorrectionEffect.Good, "test", new CorrectionAudit(now, null, null), null), CancellationToken.None);

        await world.EvaluateAsync();

        Assert.Equal((100, 90), ((await GetAsync(world, "alpha")).Json.GetProperty("good").GetInt32(), (await GetAsync(world, "beta")).Json.GetProperty("good").GetInt32()));
    }

    [Fact]
    public async Task Lag_is_reported_when_evaluations_stop()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        async Task<HealthStatus> LagAsync() =>
            (await new SloLag(world.Configuration, world.Reading, world.Time).CheckHealthAsync(new HealthCheckContext())).Status;

        Assert.Equal(HealthStatus.Degraded, await LagAsync());
        await world.EvaluateAsync();
        world.Time.Advance(SloLag.Tolerated);
        Assert.Equal(HealthStatus.Healthy, await LagAsync());
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Degraded, await LagAsync());
    }

    [Fact]
    public async Task App_without_objectives_does_not_lag()
    {
        await using var world = await SloWorld.CreateAsync(azurite);
        world.Configuration = world.Configuration with { Slos = new List<ServiceLevelObjective>() };
        var result = await new SloLag(world.Configuration, world.Reading, world.Time).CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(HealthStatus.Healthy, result.Status);
    }

    [Fact]
    public async Task Rules_and_dashboard_of_an_objective_are_generated()
    {
        await using var world = await SloWorld.CreateAsync(azurite);

        var rules = await Sent.FromAsync(new GetSloPrometheusRules(world.Configuration).Run(Sent.Request(), "alpha"));
        var dashboard = await Sent.FromAsync(new GetSloGrafanaDashboard(world.Configuration).Run(Sent.Request(), "alpha"));

        Assert.Equal((200, "application/yaml; charset=utf-8"), (rules.Status, rules.ContentType));
        Assert.Contains("  - name: 'slo-alpha'\n", rules.Body, StringComparison.Ordinal);
        Assert.Equal((200, "application/json; charset=utf-8"), (dashboard.Status, dashboard.ContentType));
        Assert.Equal("slo-alpha", dashboard.Json.GetProperty("uid").GetString());
        Assert.Equal(404, (await Sent.FromAsync(new GetSloPrometheusRules(world.Configuration).Run(Sent.Request(), "gamma"))).Status);
        Assert.Equal(404, (await Sent.FromAsync(new GetSloGrafanaDashboard(world.Configuration).Run(Sent.Request(), "gamma"))).Status);
    }

    private static async Task<Sent> GetAsync(SloWorld world, string name, string query = "")
    {
        var request = Sent.Request();
        request.QueryString = new Microsoft.AspNetCore.Http.QueryString(query);
        var replay = new SloReplay(world.Cells, [world.Source], world.CorrectionTable, Options.Create(new SloOptions()));
        var call = new GetSlo(world.Configuration, world.Table, replay, Options.Create(new SloHistoryOptions()), world.Time);
        return await Sent.FromAsync(await call.RunAsync(request, name, CancellationToken.None));
    }

    private static async Task<Sent> ListAsync(SloWorld world) => await Sent.FromAsync(
        await new GetSlos(world.Reading).RunAsync(Sent.Request(), CancellationToken.None));

    private static async Task<Sent> ReportAsync(SloWorld world, string accept) => await Sent.FromAsync(
        await new GetSloReport(world.Reports).RunAsync(Sent.Request(accept), CancellationToken.None));
}
