using System.Diagnostics;

namespace Reliability.Functions.Tests.EndToEnd.Hostile;

/// <summary>Honest pages that send fifty beacons a second, and how long each waited for its answer.</summary>
/// <param name="suite">Address of the suite.</param>
/// <param name="tally">Gets what became of each.</param>
internal sealed class HonestVisitors(Uri suite, HostileTally tally) : IDisposable
{
    /// <summary>Their kind in the tally.</summary>
    public const string Kind = "honest";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _client = new() { BaseAddress = suite, Timeout = TimeSpan.FromSeconds(100) };
    private readonly List<double> _milliseconds = [];

    /// <summary>Sends until told to stop, each beacon at its time, however long those before it take.</summary>
    public async Task SendAsync(CancellationToken stop)
    {
        var sending = new List<Task>();
        using var pause = new PeriodicTimer(Interval);
        try
        {
            for (var number = 0; await pause.WaitForNextTickAsync(stop); number++) sending.Add(SendOneAsync(number));
        }
        catch (OperationCanceledException)
        {
            // Sent to the end.
        }

        await Task.WhenAll(sending);
    }

    /// <summary>Gets a percentile of the times to the answer, in milliseconds.</summary>
    public double Percentile(double share)
    {
        lock (_milliseconds) return _milliseconds.Order().ElementAt((int)(share * (_milliseconds.Count - 1)));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task SendOneAsync(int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/rum/shop?key=pk_shop_1")
        {
            Content = new StringContent($$"""{"name":"LCP","value":1200,"id":"v6-{{number}}","page":"/honest"}"""),
        };
        request.Headers.Add("Origin", Load.Origin);
        request.Headers.Add("X-Forwarded-For", "192.0.2.17");
        var start = Stopwatch.GetTimestamp();
        using var response = await _client.SendAsync(request);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        tally.Add(Kind, (int)response.StatusCode, events: 1);
        lock (_milliseconds) _milliseconds.Add(took);
    }
}
