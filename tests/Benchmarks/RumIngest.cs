using System.Globalization;
using System.Text;
using Reliability.Testing;

namespace Reliability.Benchmarks;

/// <summary>Beacons per second answered after they are stored in Azurite, relative to a bare Kestrel endpoint that only reads the same bodies.</summary>
/// <remarks>The whole suite runs, its timers too; the load generator, the suite and Azurite share the machine.</remarks>
internal static class RumIngest
{
    // The compiler goes on optimising for as long.
    private const int WarmUps = 5;
    private const int Rounds = 5;
    private const int Seconds = 4;
    private const string Key = "bench";

    /// <summary>Measures beacons of the web-vitals library.</summary>
    public static Task<IEnumerable<Result>> RunAsync() => RunAsync("rum.ingest", RumParse.Bodies(512), hasKeys: false);

    /// <summary>Measures batches of Faro, each under an Idempotency-Key of its own.</summary>
    public static Task<IEnumerable<Result>> RunFaroAsync() => RunAsync("rum.ingest.faro", FaroBatches.Bodies(512), hasKeys: true);

    private static async Task<IEnumerable<Result>> RunAsync(string name, byte[][] bodies, bool hasKeys)
    {
        var folder = Directory.CreateTempSubdirectory("rum-ingest");
        try
        {
            return await MeasureAsync(name, Script(bodies, hasKeys), folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IEnumerable<Result>> MeasureAsync(string name, string text, string folder)
    {
        var script = Path.Combine(folder, "beacons.lua");
        await File.WriteAllTextAsync(script, text);
        await File.WriteAllTextAsync(Path.Combine(folder, "sites.yaml"), $"sites:\n  - name: shop\n    keys: [{Key}]\n    origins: [\"https://shop.example\"]\n");
        var storage = new AzuriteServer();
        await storage.InitializeAsync();
        try
        {
            return await MeasureAsync(name, folder, script, storage.ConnectionString);
        }
        finally
        {
            await storage.DisposeAsync();
        }
    }

    private static async Task<IEnumerable<Result>> MeasureAsync(string name, string configuration, string script, string storage)
    {
        await using var bare = await BenchmarkTarget.StartAsync(HostOverhead.BareTarget);
        await using var suite = await BenchmarkTarget.StartSuiteAsync(configuration, storage);
        var ratios = new List<double>();
        var latencies = new List<double>();
        var rates = new List<double>();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var (baseline, _) = await Wrk.RunAsync(bare.Address + HostOverhead.Path, script, Seconds / 2);
            var (stored, p99) = await Wrk.RunAsync($"{suite.Address}/api/rum/shop?key={Key}", script, Seconds);
            if (round < 0) continue;
            ratios.Add(stored / baseline);
            rates.Add(stored);
            latencies.Add(p99.TotalMilliseconds);
            await Console.Error.WriteLineAsync($"round {round + 1}: bare {baseline:F0}/s, stored {stored:F0}/s, ratio {stored / baseline:F3}, p99 {p99.TotalMilliseconds:F1} ms");
        }

        return
        [
            new(name, Samples.Median(ratios), "ratio"),
            new($"{name}.rate", Samples.Median(rates), "beacons/s"),
            new($"{name}.p99", latencies.Max(), "ms"),
        ];
    }

    // Keys are made of the number of the thread and of its request, so that none is sent twice.
    private static string Script(byte[][] bodies, bool hasKeys)
    {
        var texts = bodies.Select(body => $"  [==[{Encoding.UTF8.GetString(body)}]==],");
        return string.Create(CultureInfo.InvariantCulture, $$"""
            local bodies = {
            {{string.Join('\n', texts)}}
            }
            local threads = 0
            setup = function(thread)
              threads = threads + 1
              thread:set("number", threads)
            end
            local heads, tails, next = {}, {}, 0
            init = function(args)
              local headers = { ["Origin"] = "https://shop.example", ["Content-Type"] = "text/plain;charset=UTF-8", ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64)" }
              local key = string.rep("k", 20)
              if {{(hasKeys ? "true" : "false")}} then headers["Idempotency-Key"] = key end
              for i, body in ipairs(bodies) do
                local request = wrk.format("POST", nil, headers, body)
                local at = string.find(request, key, 1, true)
                if at then heads[i], tails[i] = string.sub(request, 1, at - 1), string.sub(request, at + 20) else heads[i] = request end
              end
            end
            request = function()
              next = next + 1
              local i = next % #heads + 1
              return tails[i] and heads[i] .. string.format("%04d%016d", number, next) .. tails[i] or heads[i]
            end
            """);
    }
}
