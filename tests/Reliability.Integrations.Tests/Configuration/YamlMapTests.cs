using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.Tests.Configuration;

public sealed class YamlMapTests
{
    private readonly ConfigurationErrors _errors = new("a.yaml", name => name == "TOKEN" ? "t0p" : null);

    [Fact]
    public void Values_of_every_kind_are_read()
    {
        var map = Read("""
            text: hello
            number: 1.50
            duration: 90s
            flag: true
            word: b
            secret: ${TOKEN}
            mixed: a ${TOKEN}
            map: { key: value }
            strings: { a: x, b: 1 }
            """);

        Assert.Equal("hello", map.RequiredString("text"));
        Assert.Equal(1.5m, map.RequiredDecimal("number", 0m, 2m));
        Assert.Equal(TimeSpan.FromSeconds(90), map.RequiredDuration("duration"));
        Assert.True(map.OptionalBoolean("flag"));
        Assert.Equal("b", map.RequiredOneOf("word", "a", "b"));
        Assert.Equal("t0p", map.RequiredString("secret"));
        Assert.Equal("a ${TOKEN}", map.RequiredString("mixed"));
        Assert.Equal("value", map.RequiredMap("map")!.RequiredString("key"));
        Assert.Equal("1", map.OptionalStrings("strings")["b"]);
        map.RejectUnknownKeys();
        Assert.Empty(_errors.Items);
    }

    [Fact]
    public void Missing_optional_values_are_null_without_an_error()
    {
        var map = Read("other: ~");

        Assert.Null(map.OptionalString("a"));
        Assert.Null(map.OptionalDecimal("a", 0m, 1m));
        Assert.Null(map.OptionalDuration("a"));
        Assert.Null(map.OptionalBoolean("a"));
        Assert.Null(map.OptionalMap("a"));
        Assert.Empty(map.OptionalMaps("a"));
        Assert.Empty(map.OptionalStrings("a"));
        Assert.Null(map.OptionalName("other"));
        Assert.Empty(_errors.Items);
    }

    [Theory]
    [InlineData("a: 5 m")]
    [InlineData("a: 5")]
    [InlineData("a: m")]
    [InlineData("a: -5m")]
    [InlineData("a: 1.5h")]
    [InlineData("a: 1w")]
    [InlineData("a: 36501d")]
    public void Bad_duration_is_an_error(string text)
    {
        Assert.Null(Read(text).RequiredDuration("a"));
        Assert.Contains("write 90s, 5m, 2h or 7d", Assert.Single(_errors.Items).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: one")]
    [InlineData("a: '1'")]
    [InlineData("a: .inf")]
    [InlineData("a: 1e99")]
    [InlineData("a: 2.1")]
    [InlineData("a: -0.1")]
    [InlineData("a: 1,000")]
    [InlineData("a: [1]")]
    public void Bad_number_is_an_error(string text)
    {
        Assert.Null(Read(text).RequiredDecimal("a", 0m, 2m));
        Assert.Single(_errors.Items);
    }

    [Theory]
    [InlineData("a: yes")]
    [InlineData("a: 'true'")]
    [InlineData("a: 1")]
    public void Only_true_and_false_are_booleans(string text)
    {
        Assert.Null(Read(text).OptionalBoolean("a"));
        Assert.Single(_errors.Items);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a-1", true)]
    [InlineData("0", true)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("A", false)]
    [InlineData("a_b", false)]
    [InlineData("a.b", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Name_is_an_rfc_1123_label(string name, bool isAllowed)
    {
        Assert.Equal(isAllowed ? name : null, Read($"a: {name}").RequiredName("a"));
        Assert.Equal(isAllowed ? 0 : 1, _errors.Count);
    }

    private YamlMap Read(string text) => YamlMap.Read(YamlDocuments.Read(text, _errors)[0], "", _errors)!;
}
