using System.Diagnostics;
using System.Net;
using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;
using Xunit.Abstractions;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>A stranger with the public key makes up page names without end and sends bombs, beside honest pages.</summary>
[Collection(EndToEndTests.Name)]
public sealed class FloodTests(SuiteFixture fixture, ITestOutputHelper output) : IClassFixture<SuiteFixture>
{
    private const string HonestPage = "/honest";
    private const int EventsPerRequest = 100;
    private const int Senders = 8;
    private const long MaxResidentBytes = 384 << 20;
    private static readonly TimeSpan CountedWithin = TimeSpan.FromSeconds(120);

    // Catalogued combinations, and for the rest one of each kind of device and connection.
    private const int MaxCells = LabelCatalogue.MaxCombinations + (4 * 5);

    private readonly SuiteProcess _suite = fixture.Suite;
    private long _peak;

    [Fact]
    public async Task A_flood_of_page_names_and_bombs_stays_within_bounds_and_honest_beacons_are_counted()
    {
        var requests = EndToEndTests.IsFull ? 10_000 : 3_000;
        await HonestAsync(1);
        await SuiteMetrics.CatchUpAsync(_suite, CountedWithin);
        using var stop = new CancellationTokenSource();
        var watching = WatchAsync(stop.Token);
        var start = Stopwatch.GetTimestamp();
        var next = 0;
        var statuses = new int[600];
        var bomb = Gzip.Bomb(60);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var request && request <= requests)
            {
                var answer = await _suite.PostBeaconAsync(Names(request));
                Interlocked.Increment(ref statuses[(int)answer.Status]);
                if (request % 10 == 0) Assert.Equal("too-large", (await _suite.PostBeaconAsync(bomb, "gzip")).Type);
                if (request % 10 == 5) await HonestAsync(1);
            }
        })));
        output.WriteLine($"{requests * EventsPerRequest} page names in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        Assert.Equal(requests, statuses[(int)HttpStatusCode.Accepted]);

        await SuiteMetrics.CatchUpAsync(_suite, CountedWithin);
        await stop.CancelAsync();
        await watching;
        output.WriteLine($"counted after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s, at most {_peak >> 20} MiB resident");
        Assert.InRange(_peak, 1, MaxResidentBytes);
        await AssertCellsAsync(requests);
        var metrics = await SuiteMetrics.OfAsync(_suite);
        Assert.Equal(requests / 10, metrics["rum_requests_rejected_total{reason=\"too-large\"}"]);
        Assert.Equal((requests * EventsPerRequest) + 1 + (requests / 10), metrics.Sum("rum_events_accepted_total"));
        fixture.AssertUnharmed();
    }

    private async Task AssertCellsAsync(int requests)
    {
        long rows = 0, total = 0, honest = 0, hours = 0;
        var last = default(DateTimeOffset);
        var now = TimeProvider.System.GetUtcNow();
        var cells = new RumCells(new TableClient(fixture.Storage.ConnectionString, TableNames.RumCells));
        await foreach (var counts in cells.ReadCountsAsync("shop", VitalMetric.LCP, now.AddHours(-3), now.AddHours(1), CancellationToken.None))
        {
            rows++;
            total += counts.Total;
            if (counts.Hour != last) (last, hours) = (counts.Hour, hours + 1);
            if (counts.Dimensions.Page == HonestPage) honest += counts.Good;
        }

        output.WriteLine($"{rows} cells in {hours} hours");
        Assert.InRange(rows, LabelCatalogue.MaxCombinations / 2, MaxCells * hours);
        Assert.Equal(1 + (requests / 10), honest);
        Assert.Equal((requests * EventsPerRequest) + honest, total);
    }

    private async Task HonestAsync(int value)
    {
        var answer = await _suite.PostBeaconAsync($$"""{"name":"LCP","value":{{value}},"page":"{{HonestPage}}"}""");
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await pause.WaitForNextTickAsync(stop)) _peak = Math.Max(_peak, _suite.ResidentBytes);
        }
        catch (OperationCanceledException)
        {
            // Watched to the end.
        }
    }

    private static string Names(int request) => $"[{string.Join(',', Enumerable.Range(request * EventsPerRequest, EventsPerRequest).Select(Event))}]";

    private static string Event(int number) => $$"""{"name":"LCP","value":9000,"page":"/made-up/{{Word(number)}}"}""";

    // Letters only: digits would make it an id, which is templated away.
    private static string Word(int number) => string.Concat($"{number}".Select(digit => (char)('g' + (digit - '0'))));
}
