using System.Globalization;
using System.Text;
using System.Text.Json;
using Reliability.Core.Rum.Formats;

namespace Reliability.Core.Tests.Rum.Formats;

public sealed class JsurlTests
{
    [Theory]
    [InlineData("~(name~'John*20Doe~age~42~children~(~'Mary~'Bill))", """{"name":"John Doe","age":42,"children":["Mary","Bill"]}""")]
    [InlineData("~(~)", "[]")]
    [InlineData("~()", "{}")]
    [InlineData("~(~~)", null)]
    [InlineData("~'", "\"\"")]
    [InlineData("~'a!b*22**2603*5c", "\"a$b\\\"\u2603\\\\\"")]
    [InlineData("~(~1~-2.5~true~null)", "[1,-2.5,true,null]")]
    [InlineData("", null)]
    [InlineData("~", null)]
    [InlineData("~(", null)]
    [InlineData("~(a", null)]
    [InlineData("~(a~1", null)]
    [InlineData("~(~1", null)]
    [InlineData("~'a*", null)]
    [InlineData("~'a*2", null)]
    [InlineData("~'a**123", null)]
    [InlineData("~1)", null)]
    [InlineData("1", null)]
    public void Text_becomes_json_or_nothing(string text, string? json) =>
        Assert.Equal(json, Jsurl.ToJson(Encoding.UTF8.GetBytes(text)) is { } converted ? Encoding.UTF8.GetString(converted) : null);

    [Fact]
    public void Nesting_is_bounded()
    {
        Assert.NotNull(Jsurl.ToJson(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("~(", 16)) + "~1" + new string(')', 16))));
        Assert.Null(Jsurl.ToJson(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("~(", 100_000)))));
    }

    // The other way round, as the library writes it.
    [Fact]
    public void What_the_library_writes_is_read_back()
    {
        var random = new Random(5);
        for (var i = 0; i < 5_000; i++)
        {
            var json = JsonSerializer.Serialize(Value(random, 0));
            using var document = JsonDocument.Parse(json);
            var converted = Jsurl.ToJson(Encoding.UTF8.GetBytes(Write(document.RootElement)));
            Assert.True(converted is not null, json);
            using var read = JsonDocument.Parse(converted);
            Assert.True(JsonElement.DeepEquals(document.RootElement, read.RootElement), json);
        }
    }

    private static object? Value(Random random, int depth) => random.Next(depth > 3 ? 4 : 6) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-1_000, 1_000) / 8.0,
        3 => Text(random),
        4 => Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1)).ToArray(),
        _ => Enumerable.Range(0, random.Next(4)).DistinctBy(_ => Text(random)).ToDictionary(i => $"{i}{Text(random)}", _ => Value(random, depth + 1)),
    };

    private static string Text(Random random)
    {
        const string Letters = "ab-_.09 $!~()'*\"\\\n\té☃/%";
        return string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Letters[random.Next(Letters.Length)]));
    }

    private static string Write(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"~({string.Join('~', value.EnumerateObject().Select(member => Encode(member.Name) + Write(member.Value)))})",
        JsonValueKind.Array => $"~({(value.GetArrayLength() == 0 ? "~" : string.Concat(value.EnumerateArray().Select(Write)))})",
        JsonValueKind.String => $"~'{Encode(value.GetString()!)}",
        _ => $"~{value.GetRawText()}",
    };

    private static string Encode(string text) => string.Concat(text.Select(c => c switch
    {
        '$' => "!",
        _ when char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' => $"{c}",
        < (char)0x100 => string.Create(CultureInfo.InvariantCulture, $"*{(int)c:x2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"**{(int)c:x4}"),
    }));
}
