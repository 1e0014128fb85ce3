using System.Net;
using Reliability.Core.Numerics;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>A layout shift grows while its page is open, and is reported each time: it counts once, with the final value.</summary>
[Collection(EmptyStorage.Name)]
public sealed class GrowingValueTests(AzuriteServer storage)
{
    private static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string> Settings = new() { ["FunctionsHost__TimerLeaseDuration"] = "00:00:02" };

    [Fact]
    public async Task Value_that_grows_over_kills_of_the_suite_counts_once_with_the_final_value()
    {
        await storage.ClearAsync();
        for (var report = 0; report < 2; report++)
        {
            await using var killed = await StartAsync();
            await SendAsync(killed, 0.05 * (report + 1));
            if (report == 0) await SuiteMetrics.CatchUpAsync(killed, CatchUpWithin); // the other is killed wherever it is
            await killed.KillAsync();
        }

        await using var suite = await StartAsync();
        await SuiteMetrics.CatchUpAsync(suite, CatchUpWithin);
        Assert.Equal((1, 0.1), await CountedAsync(suite));
        await SendAsync(suite, 0.3);
        await SuiteMetrics.CatchUpAsync(suite, CatchUpWithin);
        Assert.Equal((1, 0.3), await CountedAsync(suite));
    }

    private Task<SuiteProcess> StartAsync() => SuiteProcess.StartAsync(storage.ConnectionString, settings: Settings);

    private static async Task SendAsync(SuiteProcess suite, double value)
    {
        var answer = await suite.PostBeaconAsync(FormattableString.Invariant($$"""{"name":"CLS","value":{{value}},"id":"v6-1767312000000-1","page":"/long/open"}"""));
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
    }

    // What p75 tells, as the value sent that it is nearest to.
    private static async Task<(long Count, double Value)> CountedAsync(SuiteProcess suite)
    {
        var group = Assert.Single((await suite.GetJsonAsync("api/rum/shop/vitals?metric=CLS")).GetProperty("groups").EnumerateArray());
        var told = group.GetProperty("p75").GetDouble();
        return (group.GetProperty("count").GetInt64(), new[] { 0.05, 0.1, 0.3 }.Single(value => LogBins.IndexOf(value) == LogBins.IndexOf(told)));
    }
}
