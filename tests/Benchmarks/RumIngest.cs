using System.Globalization;
using System.Text;
using Reliability.Testing;

namespace Reliability.Benchmarks;

/// <summary>Beacons per second answered after they are stored in Azurite, relative to a bare Kestrel endpoint that only reads the same bodies.</summary>
/// <remarks>The whole suite runs, its timers too; the load generator, the suite and Azurite share the machine.</remarks>
internal static class RumIngest
{
    private const int Rounds = 5;
    private const int Seconds = 4;
    private const string Key = "bench";

    public static async Task<IEnumerable<Result>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("rum-ingest");
        try
        {
            return await MeasureAsync(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IEnumerable<Result>> MeasureAsync(string folder)
    {
        var script = Path.Combine(folder, "beacons.lua");
        await File.WriteAllTextAsync(script, Script());
        await File.WriteAllTextAsync(Path.Combine(folder, "sites.yaml"), $"sites:\n  - name: shop\n    keys: [{Key}]\n    origins: [\"https://shop.example\"]\n");
        var storage = new AzuriteServer();
        await storage.InitializeAsync();
        try
        {
            return await MeasureAsync(folder, script, storage.ConnectionString);
        }
        finally
        {
            await storage.DisposeAsync();
        }
    }

    private static async Task<IEnumerable<Result>> MeasureAsync(string configuration, string script, string storage)
    {
        await using var bare = await BenchmarkTarget.StartAsync(HostOverhead.BareTarget);
        await using var suite = await BenchmarkTarget.StartSuiteAsync(configuration, storage);
        var ratios = new List<double>();
        var latencies = new List<double>();
        var rates = new List<double>();
        for (var round = -1; round < Rounds; round++)
        {
            var (baseline, _) = await Wrk.RunAsync(bare.Address + HostOverhead.Path, script, Seconds / 2);
            var (stored, p99) = await Wrk.RunAsync($"{suite.Address}/api/rum/shop?key={Key}", script, Seconds);
            if (round < 0) continue; // warm-up
            ratios.Add(stored / baseline);
            rates.Add(stored);
            latencies.Add(p99.TotalMilliseconds);
            await Console.Error.WriteLineAsync($"round {round + 1}: bare {baseline:F0}/s, stored {stored:F0}/s, ratio {stored / baseline:F3}, p99 {p99.TotalMilliseconds:F1} ms");
        }

        return
        [
            new("rum.ingest", Samples.Median(ratios), "ratio"),
            new("rum.ingest.rate", Samples.Median(rates), "beacons/s"),
            new("rum.ingest.p99", latencies.Max(), "ms"),
        ];
    }

    private static string Script()
    {
        var bodies = RumParse.Bodies(512).Select(body => $"  [==[{Encoding.UTF8.GetString(body)}]==],");
        return string.Create(CultureInfo.InvariantCulture, $$"""
            local bodies = {
            {{string.Join('\n', bodies)}}
            }
            local requests, next = {}, 0
            init = function(args)
              local headers = { ["Origin"] = "https://shop.example", ["Content-Type"] = "text/plain;charset=UTF-8", ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64)" }
              for i, body in ipairs(bodies) do requests[i] = wrk.format("POST", nil, headers, body) end
            end
            request = function()
              next = next % #requests + 1
              return requests[next]
            end
            """);
    }
}
