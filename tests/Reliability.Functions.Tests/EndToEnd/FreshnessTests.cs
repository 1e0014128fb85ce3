using System.Diagnostics;
using Reliability.Testing;
using Xunit.Abstractions;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>The promise on freshness: a beacon is in the vitals within 15 s and in the SLO within 90 s of its answer.</summary>
public sealed class FreshnessTests(AzuriteServer storage, ITestOutputHelper output) : IClassFixture<AzuriteServer>
{
    private static readonly TimeSpan VitalsWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SloWithin = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_beacon_is_in_the_vitals_within_15_seconds_and_in_the_slo_within_90()
    {
        await using var suite = await SuiteProcess.StartAsync(storage.ConnectionString);
        var samples = EndToEndTests.IsFull ? 20 : 3;
        var start = 0L;
        for (var sample = 1; sample <= samples; sample++)
        {
            await PostAsync(suite, $"v6-{sample}");
            start = Stopwatch.GetTimestamp();
            await Eventually.AsksAsync(() => CountAsync(suite), count => count == sample, VitalsWithin, () => suite.Log);
            output.WriteLine($"in the vitals after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        }

        await Eventually.AsksAsync(
            () => suite.GetJsonAsync("api/slos"), slos => slos.EnumerateArray().Any(slo => slo.GetProperty("total").GetInt64() == samples), SloWithin, () => suite.Log);
        output.WriteLine($"in the SLO after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        Assert.True(Stopwatch.GetElapsedTime(start) < SloWithin);
    }

    private static async Task PostAsync(SuiteProcess suite, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/rum/shop?key=pk_shop_1") { Content = new StringContent(Beacon.Of(0).JsonWith(id)) };
        request.Headers.Add("Origin", Load.Origin);
        using var response = await suite.Client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<long> CountAsync(SuiteProcess suite)
    {
        var groups = (await suite.GetJsonAsync($"api/rum/shop/vitals?metric={Beacon.Of(0).Metric}")).GetProperty("groups");
        return groups.EnumerateArray().Select(group => group.GetProperty("count")).Aggregate(0L, (sum, count) => sum + count.GetInt64());
    }
}
