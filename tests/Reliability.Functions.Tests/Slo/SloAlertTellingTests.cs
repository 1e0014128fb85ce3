using Reliability.Core.Slo;
using Reliability.Core.Slo.Alerts;
using Reliability.Functions.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Slo;

// The source of this world counts the hour up to noon: 90 of 100 are good, or 0 where everything fails. With a
// target of 75 % and 28 days, the page needs a rate above 13.44 and can never fire, so a policy of one window is added.
[Collection(WithAzurite.Name)]
public sealed class SloAlertTellingTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Alert_is_raised_once_and_ended_once_with_all_that_is_known()
    {
        await using var world = await CreateAsync();
        var start = world.Time.GetUtcNow();
        await EvaluateAsync(world, good: 90, minutes: 2);
        await EvaluateAsync(world, good: 0, minutes: 3);
        await EvaluateAsync(world, good: 90, minutes: 2);

        var (begin, end) = (world.Alerts.Raised[0], world.Alerts.Raised[1]);
        Assert.Equal(2, world.Alerts.Raised.Count);
        Assert.Equal(("slo|alpha|policy|fast", SloAlertKind.BurnRate, "web", "page", 2m, 4m, null), (
            begin.Fingerprint, begin.Kind, begin.Service, begin.Severity, begin.Factor, begin.LongRate, begin.ResolvedAt));
        Assert.Equal(-300m, begin.BudgetRemainingPercent);
        Assert.Equal((start.AddMinutes(3), start.AddMinutes(6)), (end.Since, end.ResolvedAt));
        Assert.Equal((begin.Fingerprint, begin.Id + "/resolved", 0.4m), (end.Fingerprint, end.Id, end.LongRate));
    }

    [Fact]
    public async Task Status_tells_since_when_an_alert_fires_and_when_it_ended()
    {
        await using var world = await CreateAsync();
        await EvaluateAsync(world, good: 0, minutes: 2);
        var alert = (await world.Table.ReadAsync("alpha", CancellationToken.None))!.Alerts[0];
        Assert.Equal((true, world.Time.GetUtcNow().AddMinutes(-1), null), (alert.Firing, alert.Since, alert.ResolvedAt));

        await EvaluateAsync(world, good: 90, minutes: 2);
        alert = (await world.Table.ReadAsync("alpha", CancellationToken.None))!.Alerts[0];
        Assert.Equal((false, null, world.Time.GetUtcNow().AddMinutes(-1)), (alert.Firing, alert.Since, alert.ResolvedAt!.Value));
    }

    [Fact]
    public async Task Alert_that_could_not_be_told_is_told_later_under_the_same_id_and_in_order()
    {
        await using var world = await CreateAsync();
        world.Alerts.Failures = 2;
        await EvaluateAsync(world, good: 0, minutes: 1);
        await EvaluateAsync(world, good: 90, minutes: 1);
        Assert.Empty(world.Alerts.Raised);

        await EvaluateAsync(world, good: 90, minutes: 2);
        Assert.Equal([false, true], world.Alerts.Raised.Select(change => change.ResolvedAt is not null));
    }

    [Fact]
    public async Task Answer_that_is_lost_repeats_the_id()
    {
        await using var world = await CreateAsync();
        await EvaluateAsync(world, good: 0, minutes: 1);
        var stored = (await world.Table.FindAsync("alpha", CancellationToken.None))!;
        await world.Table.WriteAsync([new(stored.Status, stored.Alerts with { Untold = [.. world.Alerts.Raised] }, stored)], CancellationToken.None);

        await EvaluateAsync(world, good: 0, minutes: 2);

        Assert.Equal(2, world.Alerts.Raised.Count);
        Assert.Single(world.Alerts.Raised.Select(change => change.Id).Distinct());
    }

    [Fact]
    public async Task Two_evaluations_at_once_raise_an_alert_under_one_id()
    {
        await using var world = await CreateAsync();
        await EvaluateAsync(world, good: 90, minutes: 1);
        world.Source.Good = 0;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.EvaluateAsync()));
        await EvaluateAsync(world, good: 0, minutes: 1);

        Assert.Single(world.Alerts.Raised.Select(change => change.Id).Distinct());
    }

    [Fact]
    public async Task Source_that_is_down_neither_begins_an_alert_nor_ends_one()
    {
        await using var world = await CreateAsync();
        await EvaluateAsync(world, good: 0, minutes: 1);
        world.Source.Down.Add("alpha");
        await EvaluateAsync(world, good: 90, minutes: 10);

        Assert.Single(world.Alerts.Raised);
        Assert.True((await world.Table.ReadAsync("alpha", CancellationToken.None))!.Alerts[0].Firing);

        world.Source.Down.Clear();
        await EvaluateAsync(world, good: 90, minutes: 1);
        Assert.Equal(2, world.Alerts.Raised.Count);
    }

    [Fact]
    public async Task Alerts_of_an_objective_that_is_gone_end_after_a_day()
    {
        await using var world = await CreateAsync();
        await EvaluateAsync(world, good: 0, minutes: 1);
        world.Configuration = ReliabilityConfiguration.Empty;

        world.Time.Advance(SloEvaluation.KeepAlertsUnconfigured - TimeSpan.FromMinutes(1));
        await world.EvaluateAsync();
        Assert.Single(world.Alerts.Raised);

        world.Time.Advance(TimeSpan.FromMinutes(2));
        await world.EvaluateAsync();
        await world.EvaluateAsync();
        Assert.Equal(world.Time.GetUtcNow(), Assert.Single(world.Alerts.Raised.Skip(1)).ResolvedAt);
    }

    private async Task<SloWorld> CreateAsync()
    {
        var world = await SloWorld.CreateAsync(azurite);
        var fast = BurnRateTierOf(new BurnRateCondition("fast", BurnRateComparison.Gt, TimeSpan.Zero));
        world.Configuration = world.Configuration with
        {
            Slos = [SloWorld.Objective("alpha") with { Alerts = [fast], Annotations = new Dictionary<string, string> { ["reliability/alert-service"] = "web" } }],
        };
        return world;
    }

    private static BurnRateTier BurnRateTierOf(BurnRateCondition condition) => BurnRateTier.Of("page", TimeSpan.FromHours(6), 2m, condition);

    private static async Task EvaluateAsync(SloWorld world, long good, int minutes)
    {
        world.Source.Good = good;
        for (var minute = 0; minute < minutes; minute++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(1));
            await world.EvaluateAsync();
        }
    }
}
