using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Alerts;
using Reliability.Functions.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;
using Reliability.Integrations.Tables;
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
    private static readonly string[] Tables = [TableNames.Slos, TableNames.SloCells, TableNames.SloHistory, TableNames.SloCorrections];

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private SloWorld(TableServiceClient tables)
    {
        (Table, Cells) = (new SloStatusTable(tables), new MinuteCellTable(tables));
        (HistoryTable, CorrectionTable) = (new SloHistoryTable(tables), new SloCorrectionTable(tables));
        History = new SloHistory(
            HistoryTable, [new CorrectionHourContext()], Options.Create(new SloHistoryOptions()), Options.Create(new SloOptions()), NullLogger<SloHistory>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero));

    public SloStatusTable Table { get; }

    public MinuteCellTable Cells { get; }

    public SloHistoryTable HistoryTable { get; }

    public SloCorrectionTable CorrectionTable { get; }

    /// <summary>Gets or sets the recording; a new one is a new process.</summary>
    public SloHistory History { get; set; }

    public SloReports Reports => new(Configuration, Reading, HistoryTable, Time);

    public GivenSource Source { get; } = new();

    public GivenAlerts Alerts { get; } = new();

    public GivenCorrections Corrections { get; } = new();

    public ReliabilityConfiguration Configuration { get; set; } =
        ReliabilityConfiguration.Empty with { Slos = [Objective("alpha"), Objective("beta")] };

    public SloReading Reading => new(Configuration, Table);

    public static async Task<SloWorld> CreateAsync(AzuriteServer azurite)
    {
        var tables = new TableServiceClient(azurite.ConnectionString);
        foreach (var table in Tables)
        {
            await tables.DeleteTableAsync(table);
            await tables.CreateTableAsync(table);
        }

        return new SloWorld(tables);
    }

    public static async Task<SloWorld> CreateAsync(InMemoryTables tables)
    {
        foreach (var table in Tables)
            await tables.CreateTableIfNotExistsAsync(table);
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

    /// <summary>Evaluates in a process that has just started.</summary>
    public async Task EvaluateAsync()
    {
        using var evaluation = Start();
        await evaluation.RunAsync(CancellationToken.None);
    }

    public SloEvaluation Start() => new(
        Configuration,
        new MinuteCollector(Cells, [Source], new CollectionLimits(), Time, NullLogger<MinuteCollector>.Instance),
        new AllCorrections(Corrections, new SloCorrections(Configuration, CorrectionTable, Options.Create(new SloOptions()), Time)),
        Table,
        new SloAlertTelling(Table, Alerts, new SloMetrics(_services.GetRequiredService<IMeterFactory>()), NullLogger<SloAlertTelling>.Instance),
        Options.Create(new SloOptions()),
        History,
        new SloMetrics(_services.GetRequiredService<IMeterFactory>()),
        Time,
        NullLogger<SloEvaluation>.Instance);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>A source with given counts in the hour from 11 to 12, and outages per objective.</summary>
internal sealed class GivenSource : ISliSource
{
    private static readonly DateTimeOffset Eleven = new(2026, 10, 1, 11, 0, 0, TimeSpan.Zero);

    public string Type => "rum";

    public TimeSpan? Lateness => TimeSpan.FromHours(25);

    public TimeSpan GrainOf(SloIndicator indicator) => TimeSpan.FromHours(1);

    public TimeSpan LongestRead => TimeSpan.FromDays(92);

    public long Good { get; set; } = 90;

    public HashSet<string> Down { get; } = [];

    public List<DateTimeOffset> AskedFrom { get; } = [];

    public Task<IReadOnlyList<SliPoint>> ReadAsync(
        SloIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        AskedFrom.Add(from);
        if (Down.Contains(((RatioIndicator)indicator).Total.Spec["site"]))
            return Task.FromException<IReadOnlyList<SliPoint>>(new TimeoutException("The source is down."));
        return Task.FromResult<IReadOnlyList<SliPoint>>(from <= Eleven && Eleven < until ? [new SliPoint(Eleven, TimeSpan.FromHours(1), Good, 100)] : []);
    }
}

/// <summary>Remembers what was raised, and refuses as often as a test says.</summary>
internal sealed class GivenAlerts : ISloAlerts
{
    public List<SloAlertChange> Raised { get; } = [];

    public int Failures { get; set; }

    public Task RaiseAsync(SloAlertChange change, CancellationToken cancellation)
    {
        if (Failures-- > 0)
            return Task.FromException(new TimeoutException("Nobody answers."));
        lock (Raised)
            Raised.Add(change);
        return Task.CompletedTask;
    }
}

/// <summary>Corrections that a test gives.</summary>
internal sealed class GivenCorrections : ISloCorrections
{
    public List<(string Slo, SloCorrection Correction)> All { get; } = [];

    public Task<ILookup<string, SloCorrection>> ReadAsync(CancellationToken cancellation) =>
        Task.FromResult(All.ToLookup(each => each.Slo, each => each.Correction, StringComparer.Ordinal));
}

/// <summary>Corrections from several places.</summary>
internal sealed class AllCorrections(params ISloCorrections[] places) : ISloCorrections
{
    public async Task<ILookup<string, SloCorrection>> ReadAsync(CancellationToken cancellation)
    {
        var read = await Task.WhenAll(places.Select(place => place.ReadAsync(cancellation)));
        return read.SelectMany(lookup => lookup.SelectMany(group => group.Select(each => (group.Key, each)))).ToLookup(each => each.Key, each => each.each, StringComparer.Ordinal);
    }
}
