using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reliability.Core.Rum;
using Reliability.Functions.Rum;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Rum;

public sealed class BudgetEvaluationTests
{
    private readonly InMemoryTables _store = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 10, 1, 12, 30, 0, TimeSpan.Zero));
    private readonly RecordedAlerts _alerts = new();
    private long _round;

    [Fact]
    public async Task Breach_is_raised_once_and_so_is_the_recovery()
    {
        var evaluation = await CreateAsync();
        await AddAsync("/checkout", DeviceKind.Mobile, 5_000, 200);
        await AddAsync("/", DeviceKind.Desktop, 500, 10_000);
        for (var i = 0; i < 3; i++) await evaluation.RunAsync(CancellationToken.None);
        var breach = Assert.Single(_alerts.Raised);
        Assert.Equal(("shop|LCP|/checkout|mobile||", true), (breach.Fingerprint, breach.State.IsBreached));

        _time.Advance(TimeSpan.FromHours(3));
        await AddAsync("/checkout", DeviceKind.Mobile, 900, 200);
        for (var i = 0; i < 3; i++) await evaluation.RunAsync(CancellationToken.None);
        Assert.Equal(2, _alerts.Raised.Count);
        Assert.False(_alerts.Raised[1].State.IsBreached);
        Assert.Equal(breach.Fingerprint, _alerts.Raised[1].Fingerprint);
    }

    [Fact]
    public async Task Alert_that_could_not_be_delivered_is_raised_again_under_the_same_id()
    {
        var evaluation = await CreateAsync();
        await AddAsync("/checkout", DeviceKind.Mobile, 5_000, 200);
        await AddAsync("/", DeviceKind.Desktop, 500, 10_000);
        _alerts.Fails = true;
        await evaluation.RunAsync(CancellationToken.None);
        _alerts.Fails = false;
        await evaluation.RunAsync(CancellationToken.None);
        await evaluation.RunAsync(CancellationToken.None);
        Assert.Equal(2, _alerts.Raised.Count);
        Assert.Single(_alerts.Raised.Select(alert => alert.Id).Distinct());
    }

    private async Task<BudgetEvaluation> CreateAsync()
    {
        foreach (var name in new[] { "cells", "budgets" }) await _store.GetTableClient(name).CreateAsync();
        var site = new RumSite
        {
            Name = "shop",
            Keys = ["k"],
            Origins = [],
            Service = "shop",
            Budgets = RumBudget.WithDefaults([new RumBudget(VitalMetric.LCP, 2_000m) { Page = "/checkout", Device = "mobile" }]),
        };
        return new BudgetEvaluation(
            ReliabilityConfiguration.Empty with { Sites = [site] },
            new RumCells(_store.GetTableClient("cells")),
            new RumBudgetTable(_store.GetTableClient("budgets")),
            _alerts,
            Options.Create(new RumBudgetOptions()),
            _time,
            NullLogger<BudgetEvaluation>.Instance);
    }

    private async Task AddAsync(string page, DeviceKind device, double value, int count)
    {
        var now = _time.GetUtcNow();
        var cells = new VitalCellSet();
        var sample = new VitalSample(VitalMetric.LCP, value, 0, new VitalDimensions(page, device, ConnectionKind.FourG, ""));
        for (var i = 0; i < count; i++) cells.Add("shop", now.AddMinutes(-now.Minute), sample);
        await new RumCells(_store.GetTableClient("cells")).ApplyAsync(++_round, cells.Changes(), CancellationToken.None);
    }

    private sealed class RecordedAlerts : IBudgetAlerts
    {
        public List<RumBudgetAlert> Raised { get; } = [];

        public bool Fails { get; set; }

        public Task RaiseAsync(RumBudgetAlert alert, CancellationToken cancellation)
        {
            Raised.Add(alert);
            return Fails ? Task.FromException(new InvalidOperationException("Nobody listens.")) : Task.CompletedTask;
        }
    }
}
