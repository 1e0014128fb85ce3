using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Functions.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;
using Reliability.Testing;
using System.Diagnostics.Metrics;

namespace Reliability.Functions.Tests.Slo;

[CollectionDefinition(Name)]
public sealed class WithAzurite : ICollectionFixture<AzuriteServer>
{
    public const string Name = "Azurite";
}

/// <summary>Objectives, a source that a test controls, and a real table, empty at first.</summary>
internal sealed class SloWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private SloWorld(TableServiceClient tables)
    {
        (Table, HistoryTable, CorrectionTable) = (new SloStatusTable(tables), new SloHistoryTable(tables), new SloCorrectionTable(tables));
        History = new SloHistory(
            HistoryTable, [new CorrectionHourContext()], Options.Create(new SloHistoryOptions()), Options.Create(new SloOptions()), NullLogger<SloHistory>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero));

    public SloStatusTable Table { get; }

    public SloHistoryTable HistoryTable { get; }

    public SloCorrectionTable CorrectionTable { get; }

    /// <summary>Gets or sets the recording; a new one is a new process.</summary>
    public SloHistory History { get; set; }

    public SloReports Reports => new(Configuration, Reading, HistoryTable, Time);

    public GivenSource Source { get; } = new();

    public ReliabilityConfiguration Configuration { get; set; } =
        ReliabilityConfiguration.Empty with { Slos = [Objective("alpha"), Objective("beta")] };

    public SloReading Reading => new(Configuration, Table);

    public static async Task<SloWorld> CreateAsync(AzuriteServer azurite)
    {
        var tables = new TableServiceClient(azurite.ConnectionString);
        foreach (var name in new[] { SloStatusTable.TableName, SloHistoryTable.TableName, SloCorrectionTable.TableName })
        {
            await tables.DeleteTableAsync(name);
            await tables.CreateTableAsync(name);
        }

        return new SloWorld(tables);
    }

    public static ServiceLevelObjective Objective(string name) => new()
    {
        Name = name,
        Service = "storefront",
        Members =
        [
            new SloMember
            {
                Target = 0.75m,
                Indicator = new RatioIndicator(
                    new MetricSource("rum", new Dictionary<string, string> { ["site"] = name }),
                    new MetricSource("rum", new Dictionary<string, string> { ["site"] = name }),
                    CountsBad: false),
            },
        ],
        Window = new RollingWindow(SloDuration.FromDays(28)),
        BudgetingMethod = BudgetingMethod.Occurrences,
        Alerts = [.. BurnRatePolicy.Google.For(TimeSpan.FromDays(28), BurnRateScaling.Budget).Take(1)],
    };

    public Task EvaluateAsync() => new SloEvaluation(
        Configuration,
        [Source],
        Table,
        Options.Create(new SloOptions()),
        new SloCorrections(Configuration, CorrectionTable, Options.Create(new SloOptions()), Time),
        History,
        new SloMetrics(_services.GetRequiredService<IMeterFactory>()),
        Time,
        NullLogger<SloEvaluation>.Instance).RunAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>A source with given counts in the hour before the end, and outages per objective.</summary>
internal sealed class GivenSource : ISliSource
{
    public string Type => "rum";

    public long Good { get; set; } = 90;

    public HashSet<string> Down { get; } = [];

    public DateTimeOffset? AskedFrom { get; private set; }

    public Task<IReadOnlyList<SliPoint>> ReadAsync(
        SloIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        AskedFrom = from;
        return Down.Contains(((RatioIndicator)indicator).Total.Spec["site"])
            ? Task.FromException<IReadOnlyList<SliPoint>>(new TimeoutException("The source is down."))
            : Task.FromResult<IReadOnlyList<SliPoint>>([new SliPoint(until.AddHours(-1), TimeSpan.FromHours(1), Good, 100)]);
    }
}
