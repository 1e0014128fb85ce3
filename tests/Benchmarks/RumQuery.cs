using System.Diagnostics;
using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Benchmarks;

/// <summary>The 75th percentile by page over 28 days and today, asked over HTTP of a suite that was just started, relative to the same
/// question before the days were added up.</summary>
/// <remarks>A site of 200 pages, 3 devices and 4 connections, each with samples in every fourth hour; cells in Azurite.</remarks>
internal static class RumQuery
{
    private const int Days = 28;
    private const int HourStep = 4;
    private const int SamplesPerCell = 12;
    private const int Starts = 5;
    private const string Site = "shop";

    private static readonly List<VitalDimensions> Combinations =
    [
        .. from page in Enumerable.Range(0, 200)
           from device in new[] { DeviceKind.Mobile, DeviceKind.Tablet, DeviceKind.Desktop }
           from connection in new[] { ConnectionKind.TwoG, ConnectionKind.ThreeG, ConnectionKind.FourG, ConnectionKind.Unknown }
           select new VitalDimensions($"/products/category-{page}", device, connection, "2026.1") { Navigation = NavigationKind.Navigate },
    ];

    public static async Task<IEnumerable<Result>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("rum-query");
        var storage = new AzuriteServer();
        await storage.InitializeAsync();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "sites.yaml"), $"sites:\n  - name: {Site}\n    keys: [bench]\n    origins: [\"https://shop.example\"]\n");
            return await MeasureAsync(folder.FullName, storage.ConnectionString);
        }
        finally
        {
            await storage.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IEnumerable<Result>> MeasureAsync(string configuration, string storage)
    {
        var now = TimeProvider.System.GetUtcNow();
        var from = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-Days);
        var table = new TableClient(storage, TableNames.RumCells);
        await table.CreateIfNotExistsAsync();
        var time = Stopwatch.StartNew();
        await FillAsync(table, from, now);
        await Console.Error.WriteLineAsync($"filled in {time.Elapsed.TotalSeconds:F1} s");
        var (fromHours, _, before) = await AskAsync(configuration, storage, from);

        time.Restart();
        var compaction = new RumCompaction(table, TimeProvider.System);
        var added = 0;
        for (var run = 0; run < 2; run++) added += await compaction.RunAsync(CancellationToken.None);
        await Console.Error.WriteLineAsync($"added up {added} days in {time.Elapsed.TotalSeconds:F1} s");
        var (fromDays, warm, after) = await AskAsync(configuration, storage, from);
        if (before != after) throw new InvalidOperationException("The answers differ.");
        return
        [
            new("rum.query.28d", fromDays, "ms"),
            new("rum.query.28d.warm", warm, "ms"),
            new("rum.query.28d.hours", fromHours, "ms"),
            new("rum.query.28d.speedup", fromHours / fromDays, "ratio"),
        ];
    }

    private static async Task FillAsync(TableClient table, DateTimeOffset from, DateTimeOffset to)
    {
        var (cells, random, round) = (new RumCells(table), new Random(28), 0);
        for (var hour = from; hour < to; hour = hour.AddHours(HourStep))
            await cells.ApplyAsync(++round, [.. Combinations.Select(dimensions => CellOf(hour, dimensions, random))], CancellationToken.None);
    }

    private static KeyValuePair<VitalCellKey, VitalCellChange> CellOf(DateTimeOffset hour, VitalDimensions dimensions, Random random)
    {
        var change = new VitalCellChange();
        for (var i = 0; i < SamplesPerCell; i++) // log-normal, with a median of 2 s
            change.Added.Add(VitalMetric.LCP, 2_000 * Math.Exp(0.5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
        return new(new VitalCellKey(Site, hour, VitalMetric.LCP, dimensions), change);
    }

    private static async Task<(double Cold, double Warm, string Answer)> AskAsync(string configuration, string storage, DateTimeOffset from)
    {
        var (cold, warm, answer) = (new List<double>(), new List<double>(), "");
        for (var start = 0; start < Starts; start++)
        {
            await using var suite = await SuiteProcess.StartAsync(storage, configuration);
            foreach (var times in new[] { cold, warm })
            {
                var time = Stopwatch.StartNew();
                var groups = (await suite.GetJsonAsync($"api/rum/{Site}/vitals?metric=LCP&groupBy=page&from={from.UtcDateTime:O}")).GetProperty("groups");
                times.Add(time.Elapsed.TotalMilliseconds);
                answer = groups.GetRawText();
            }

            await Console.Error.WriteLineAsync($"start {start + 1}: {cold[^1]:F0} ms, the second time {warm[^1]:F0} ms");
        }

        return (Samples.Median(cold), Samples.Median(warm), answer);
    }
}
