using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Slo;
using Reliability.Integrations.Tables;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Slo;

/// <summary>Minute cells in memory, a clock, and a source that a test controls.</summary>
internal sealed class CellTestWorld
{
    public static readonly DateTimeOffset Start = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public InMemoryTables Tables { get; } = new();

    public FakeTimeProvider Time { get; } = new(Start);

    public ScriptedSource Source { get; } = new();

    public CollectionLimits Limits { get; set; } = new();

    public static SloIndicator Indicator(string query = "up") => new RatioIndicator(Metric(query), Metric(query), CountsBad: false);

    public static async Task<CellTestWorld> CreateAsync()
    {
        var world = new CellTestWorld();
        await world.Tables.CreateTableIfNotExistsAsync(TableNames.SloCells);
        return world;
    }

    /// <summary>Starts another process.</summary>
    public MinuteCollector Collector(params ISliSource[] sources) => Collector(Tables, sources);

    public MinuteCollector Collector(InMemoryTables tables, params ISliSource[] sources) => new(
        new MinuteCellTable(tables), sources.Length == 0 ? [Source] : sources, Limits, Time, NullLogger<MinuteCollector>.Instance);

    /// <summary>Counts indicators up to now, an hour back.</summary>
    public Task<IReadOnlyDictionary<string, CollectedSli>> CollectAsync(MinuteCollector collector, params SloIndicator[] indicators) =>
        CollectAsync(collector, TimeSpan.FromHours(1), indicators);

    public Task<IReadOnlyDictionary<string, CollectedSli>> CollectAsync(MinuteCollector collector, TimeSpan back, params SloIndicator[] indicators)
    {
        var now = Time.GetUtcNow();
        var wanted = indicators.Length == 0 ? [Indicator()] : indicators;
        return collector.CollectAsync(
            [.. wanted.Select(each => new SliDemand(IndicatorKey.Of(each), each, now - back))], now, new DateTimeOffset(now.AddDays(-35).Date, TimeSpan.Zero), CancellationToken.None);
    }

    /// <summary>Counts one indicator up to now.</summary>
    public async Task<CollectedSli> CollectOneAsync(MinuteCollector collector) => (await CollectAsync(collector)).Values.Single();

    /// <summary>Reads what is stored of the indicator.</summary>
    public async Task<SliPoint[]> StoredAsync() =>
        [.. (await new MinuteCellTable(Tables.OtherProcess()).ReadAsync(IndicatorKey.Of(Indicator()), CancellationToken.None)).Minutes.ToPoints()];

    private static MetricSource Metric(string query) => new("scripted", new Dictionary<string, string> { ["query"] = query });
}

/// <summary>A source with given points, whose answers a test may bend.</summary>
internal sealed class ScriptedSource : ISliSource
{
    public string Type { get; init; } = "scripted";

    public TimeSpan? Lateness { get; init; }

    public TimeSpan Grain { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan GrainOf(SloIndicator indicator) => Grain;

    public List<SliPoint> Points { get; } = [];

    public List<(DateTimeOffset From, DateTimeOffset Until)> Asked { get; } = [];

    /// <summary>Gets or sets what happens instead of an answer; default nothing.</summary>
    public Func<SloIndicator, CancellationToken, Task>? Before { get; set; }

    /// <summary>Gets or sets what an answer becomes; default what it is.</summary>
    public Func<IReadOnlyList<SliPoint>, IReadOnlyList<SliPoint>> Bend { get; set; } = points => points;

    public async Task<IReadOnlyList<SliPoint>> ReadAsync(SloIndicator indicator, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        lock (Asked)
            Asked.Add((from, until));
        if (Before is not null)
            await Before(indicator, cancellation);
        return Bend([.. Points.Where(point => point.Start >= from && point.Start < until)]);
    }
}
