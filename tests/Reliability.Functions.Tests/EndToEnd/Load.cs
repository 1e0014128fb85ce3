using System.Collections.Concurrent;
using System.Net;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Sends beacons over many connections and keeps account of what became of each.</summary>
internal sealed class Load(int seed)
{
    /// <summary>The origin of every request.</summary>
    public const string Origin = "http://127.0.0.1:8080";

    private const int MaxPerRequest = 4;

    private readonly ConcurrentQueue<int> _answered = new();
    private readonly ConcurrentQueue<int> _uncertain = new();
    private readonly ConcurrentQueue<string> _unexpected = new();
    private int _next;

    /// <summary>Gets the beacons answered 202 so far.</summary>
    public IReadOnlyCollection<int> Answered => _answered;

    /// <summary>Gets the beacons without an answer, or refused with 503.</summary>
    public IReadOnlyCollection<int> Uncertain => _uncertain;

    /// <summary>Gets answers that no request should get.</summary>
    public IReadOnlyCollection<string> Unexpected => _unexpected;

    /// <summary>Gets the longest that a request waited for its answer.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Gets how many requests were refused with 503.</summary>
    public int Refused { get; private set; }

    /// <summary>Sends until told to stop; requests under way are waited for.</summary>
    /// <param name="suite">Address of the suite.</param>
    /// <param name="connections">How many send at once.</param>
    /// <param name="stop">Ends the sending.</param>
    public async Task SendAsync(Uri suite, int connections, CancellationToken stop)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections })
        {
            BaseAddress = suite,
            Timeout = TimeSpan.FromSeconds(100),
        };
        client.DefaultRequestHeaders.Add("Origin", Origin);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(() => SendOneByOneAsync(client, new Random(seed + connection), stop))));
    }

    /// <summary>Sends for a while.</summary>
    public async Task SendForAsync(Uri suite, int connections, TimeSpan time)
    {
        using var stop = new CancellationTokenSource(time);
        await SendAsync(suite, connections, stop.Token);
    }

    private async Task SendOneByOneAsync(HttpClient client, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var count = random.Next(1, MaxPerRequest + 1);
            var first = Interlocked.Add(ref _next, count) - count;
            if (first + count > Beacon.Count) return; // all are used up
            await SendAsync(client, [.. Enumerable.Range(first, count)]);
        }
    }

    private async Task SendAsync(HttpClient client, int[] numbers)
    {
        var start = TimeProvider.System.GetTimestamp();
        var status = await PostAsync(client, numbers);
        var took = TimeProvider.System.GetElapsedTime(start);
        lock (_unexpected)
        {
            if (took > Slowest) Slowest = took;
            if (status == HttpStatusCode.ServiceUnavailable) Refused++;
        }

        foreach (var number in numbers) (status == HttpStatusCode.Accepted ? _answered : _uncertain).Enqueue(number);
    }

    // Null without an answer.
    private async Task<HttpStatusCode?> PostAsync(HttpClient client, int[] numbers)
    {
        try
        {
            using var content = new StringContent($"[{string.Join(',', numbers.Select(number => Beacon.Of(number).Json))}]");
            using var response = await client.PostAsync(new Uri("api/rum/shop?key=pk_shop_1", UriKind.Relative), content);
            var isClear = response.StatusCode == HttpStatusCode.Accepted
                || (response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is not null);
            if (!isClear) _unexpected.Enqueue($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            return response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
