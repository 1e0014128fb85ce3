using System.Text;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>Bodies that are no good beacons, and why.</summary>
internal static class BadBodies
{
    private const string Good = """{"name":"LCP","value":1200}""";

    /// <summary>Bodies that are not JSON as beacons have it.</summary>
    public static readonly string[] Malformed =
    [
        "", " \n", "{", "[", "}", "]", "[{}", "{]", "[}", "[,]", "[{},]", "{,}", """{"name"}""", """{"name":}""", """{"name":"LCP",}""", """{"name" "LCP"}""", """{name:"LCP"}""",
        "{'name':'LCP'}", Good + "x", Good + Good, Good + ",", "true", "null", "12", "\"text\"", "name=LCP&value=1", "<xml/>", "\0",
        Value("NaN"), Value("Infinity"), Value("-Infinity"), Value("+1"), Value("01"), Value("1."), Value(".5"), Value("1e"), Value("1e+"), Value("0x10"), Value("-"), Value("1_000"),
        Value("nul"), Value("tru"), Value("\"a"), Value("\"\\x\""), Value("\"\\u12\""), Value("\"\n\""), Value("/* one */ 1"),
        Nested(100), $$"""{"name":"LCP","value":1,"attribution":{{Nested(100)}}}""", new string('[', 60_000), string.Concat(Enumerable.Repeat("{\"a\":", 10_000)),
    ];

    /// <summary>Bodies of one event that is not taken, with the reason.</summary>
    public static readonly (string Body, string Reason)[] OneBadEvent =
    [
        ("{}", "missing-name"), ("""{"value":1}""", "missing-name"), ("""{"name":null,"value":1}""", "missing-name"), ("""{"Name":"LCP","value":1}""", "missing-name"),
        ("""{"name":"","value":1}""", "unknown-metric"), ("""{"name":"lcp","value":1}""", "unknown-metric"), ("""{"name":"FPS","value":1}""", "unknown-metric"),
        ("""{"name":"LCP"}""", "missing-value"), (Value("null"), "missing-value"),
        (Value("\"1\""), "wrong-type"), (Value("true"), "wrong-type"), (Value("[1]"), "wrong-type"), (Value("{}"), "wrong-type"), ("""{"name":7,"value":1}""", "wrong-type"),
        ("""{"name":["LCP"],"value":1}""", "wrong-type"),
        (Value("-1"), "out-of-range"), (Value("-0.0001"), "out-of-range"), (Value("3600001"), "out-of-range"), (Value("1e400"), "out-of-range"), (Value("-1e400"), "out-of-range"),
        (Value("9".PadRight(400, '9')), "out-of-range"), ("""{"name":"CLS","value":100.5}""", "out-of-range"), ("""{"name":"INP","value":1e300}""", "out-of-range"),
        ("[1]", "not-an-object"), ("[null]", "not-an-object"), ("[\"LCP\"]", "not-an-object"), ("[[]]", "not-an-object"), ($"[[{Good}]]", "not-an-object"), (Nested(20), "not-an-object"),
    ];

    /// <summary>Bytes that are no UTF-8.</summary>
    public static readonly byte[][] NotUtf8 =
        [[0xFF, 0xFE], [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8], [.. "{\"name\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8], Encoding.Unicode.GetBytes(Good)];

    private static string Value(string value) => $$"""{"name":"LCP","value":{{value}}}""";

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
