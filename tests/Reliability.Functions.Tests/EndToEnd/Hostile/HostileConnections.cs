using System.Net.Sockets;

namespace Reliability.Functions.Tests.EndToEnd.Hostile;

/// <summary>What strangers do to a connection that no HTTP client would do.</summary>
/// <param name="suite">Address of the suite.</param>
/// <param name="tally">Gets what became of each.</param>
internal sealed class HostileConnections(Uri suite, HostileTally tally)
{
    private const string Start = """{"name":"LCP","va""";
    private const string Slow = "slow sender";
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);
    private static readonly string Megabyte = new(' ', 1 << 20);

    private static readonly (string Kind, Func<RawConnection, Random, Task<string>> Use)[] Kinds =
    [
        ("header flood", (connection, random) => AskAsync(connection, Head(random, string.Concat(Enumerable.Range(0, 500).Select(i => $"x-{i}: {new string('a', 100)}\r\n")) + "Content-Length: 0"))),
        ("long line", (connection, _) => AskAsync(connection, $"POST /api/rum/shop?key={new string('k', 20_000)} HTTP/1.1\r\n\r\n")),
        ("no http", (connection, random) => AskAsync(connection, string.Concat(Enumerable.Range(0, 200).Select(_ => (char)random.Next(1, 256))) + "\r\n\r\n")),
        ("hang-up", HangUpAsync),
        ("reset", ResetAsync),
        ("ten megabytes", TenMegabytesAsync),
    ];

    /// <summary>Tells whether requests of a kind have a sound head, so that the suite gets to see them and not only its server.</summary>
    public static bool ReachesTheDoor(string kind) => kind is not ("header flood" or "long line" or "no http");

    /// <summary>Misuses one connection.</summary>
    public async Task UseOneAsync(Random random)
    {
        var (kind, use) = Kinds[random.Next(Kinds.Length)];
        using var connection = await RawConnection.OpenAsync(suite);
        tally.Add(kind, StatusOf(await use(connection, random)));
    }

    /// <summary>Sends a body of 500 bytes, one a second.</summary>
    public async Task DripAsync(Random random)
    {
        using var connection = await RawConnection.OpenAsync(suite);
        await connection.SendAsync(Head(random, "Content-Length: 500"));
        var reading = connection.ReadToEndAsync(AnswersWithin);
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!reading.IsCompleted && await pause.WaitForNextTickAsync()) await TrySendAsync(connection, " ");
        tally.Add(Slow, StatusOf(await reading));
    }

    private static async Task<string> AskAsync(RawConnection connection, string request)
    {
        await TrySendAsync(connection, request);
        return await connection.ReadToEndAsync(AnswersWithin);
    }

    private static async Task<string> HangUpAsync(RawConnection connection, Random random)
    {
        await connection.SendAsync(Head(random, "Content-Length: 500") + Start);
        connection.Finish();
        return await connection.ReadToEndAsync(AnswersWithin);
    }

    // What the suite asks for the body is proof that it has seen the request.
    private static async Task<string> ResetAsync(RawConnection connection, Random random)
    {
        await connection.SendAsync(Head(random, "Content-Length: 500\r\nExpect: 100-continue"));
        var answer = await connection.ReadOnceAsync(AnswersWithin);
        if (StatusOf(answer) != 100) return answer;
        await connection.SendAsync(Start);
        connection.Reset();
        return "";
    }

    private static async Task<string> TenMegabytesAsync(RawConnection connection, Random random)
    {
        await connection.SendAsync(Head(random, "Transfer-Encoding: chunked"));
        for (var i = 0; i < 10 && await TrySendAsync(connection, $"100000\r\n{Megabyte}\r\n"); i++)
        {
        }

        await TrySendAsync(connection, "0\r\n\r\n");
        return await connection.ReadToEndAsync(AnswersWithin);
    }

    private static async Task<bool> TrySendAsync(RawConnection connection, string text)
    {
        try
        {
            await connection.SendAsync(text);
            return true;
        }
        catch (SocketException)
        {
            return false; // the suite has closed the connection
        }
    }

    private static string Head(Random random, string headers) =>
        $"POST /api/rum/shop?key=pk_shop_1 HTTP/1.1\r\nHost: suite\r\nConnection: close\r\nOrigin: {Load.Origin}\r\nX-Forwarded-For: {HostileRequests.AddressOf(random)}\r\n{headers}\r\n\r\n";

    private static int StatusOf(string answer) =>
        answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(answer.AsSpan(9, 3)) : HostileTally.NoAnswer;
}
