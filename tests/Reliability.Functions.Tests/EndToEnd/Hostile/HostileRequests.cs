using System.Net.Http.Headers;
using System.Text;

namespace Reliability.Functions.Tests.EndToEnd.Hostile;

/// <summary>Requests of strangers that are sound HTTP: each kind with the statuses it may be answered with.</summary>
internal static class HostileRequests
{
    /// <summary>The kind that comes from one network, faster than it may.</summary>
    public const string Greedy = "greedy";

    private const string Address = "api/rum/shop?key=pk_shop_1";
    private const int Networks = 20_000;
    private static readonly byte[] Bomb = Gzip.Bomb(60);

    private static readonly (string Kind, int Weight, Func<Random, Request> Make)[] Kinds =
    [
        ("malformed", 10, random => Text(Pick(random, BadBodies.Malformed))),
        ("not utf-8", 3, random => new Request(Pick(random, BadBodies.NotUtf8))),
        ("random bytes", 5, random => new Request(Bytes(random))),
        ("bad values", 15, random => Text(Pick(random, BadBodies.OneBadEvent).Body)),
        ("deep nesting", 3, random => Text(Nested(random.Next(33, 30_000)))),
        ("page names", 12, Names),
        ("long texts", 3, random => Text($$"""{"name":"LCP","value":1,"id":"{{new string('x', random.Next(50_000))}}","page":"/{{new string('y', 5_000)}}"}""") with { Events = 1 }),
        ("wrong key", 8, random => Good(random) with { Address = $"api/rum/shop?key={random.NextInt64():x}" }),
        ("foreign origin", 8, random => Good(random) with { Origin = $"https://{random.NextInt64():x}.example" }),
        ("unknown site", 4, random => Good(random) with { Address = $"api/rum/{random.NextInt64():x}?key=pk_shop_1" }),
        ("wrong encoding", 3, random => Good(random) with { Encoding = Pick(random, "br", "gzip", "deflate", "gzip, gzip") }),
        ("gzip bomb", 1, _ => new Request(Bomb) { Encoding = "gzip" }),
        ("too large", 1, _ => new Request(new byte[65_537])),
        ("spoofed sender", 6, random => Good(random) with { Forwarded = $"{AddressOf(random)}, nonsense, {AddressOf(random)}", Events = 1 }),
        (Greedy, 18, random => Good(random) with { Forwarded = "198.51.100.9", Events = 1 }),
    ];

    private static readonly int TotalWeight = Kinds.Sum(kind => kind.Weight);

    /// <summary>Makes a request.</summary>
    public static (string Kind, HttpRequestMessage Message, int Events) Make(Random random)
    {
        var at = random.Next(TotalWeight);
        var chosen = Kinds.First(kind => (at -= kind.Weight) < 0);
        var request = chosen.Make(random);
        var message = new HttpRequestMessage(HttpMethod.Post, request.Address) { Content = new ByteArrayContent(request.Body) };
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/plain;charset=UTF-8");
        message.Headers.TryAddWithoutValidation("Origin", request.Origin);
        message.Headers.TryAddWithoutValidation("X-Forwarded-For", request.Forwarded ?? AddressOf(random));
        if (request.Encoding is not null) message.Content.Headers.TryAddWithoutValidation("Content-Encoding", request.Encoding);
        return (chosen.Kind, message, request.Events);
    }

    /// <summary>Makes the address of somebody in one of many networks.</summary>
    public static string AddressOf(Random random)
    {
        var network = random.Next(Networks);
        return $"100.{64 + (network >> 8)}.{network & 255}.{random.Next(256)}";
    }

    private static Request Good(Random random) => Text($$"""{"name":"LCP","value":{{random.Next(10_000)}},"id":"v6-{{random.NextInt64()}}","page":"/hostile"}""");

    private static Request Names(Random random)
    {
        var events = random.Next(1, 21);
        return Text($"[{string.Join(',', Enumerable.Range(0, events).Select(_ => $$"""{"name":"LCP","value":9000,"page":"/{{Word(random)}}"}"""))}]") with { Events = events };
    }

    private static Request Text(string body) => new(Encoding.UTF8.GetBytes(body));

    // Letters only: digits would make it an id, which is templated away.
    private static string Word(Random random) => string.Create(12, random, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = (char)('g' + source.Next(20));
    });

    private static string Nested(int depth) => $$"""{"name":"LCP","value":1,"entries":{{new string('[', depth)}}{{new string(']', depth)}}}""";

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(1, 2_000)];
        random.NextBytes(bytes);
        bytes[0] = 0xFF; // never UTF-8, so never taken
        return bytes;
    }

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    private sealed record Request(byte[] Body)
    {
        public string Address { get; init; } = HostileRequests.Address;

        public string Origin { get; init; } = Load.Origin;

        public string? Forwarded { get; init; }

        public string? Encoding { get; init; }

        public int Events { get; init; }
    }
}
