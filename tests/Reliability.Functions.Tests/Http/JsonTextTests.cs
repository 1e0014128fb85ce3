using System.Text;
using System.Text.Json;
using Reliability.Functions.Http;

namespace Reliability.Functions.Tests.Http;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"slo":"\ud800"}""")]
    [InlineData("""{"\udfff\ud800":1}""")]
    [InlineData("{\"slo\":\"\u00ff\"}")]
    [InlineData("[\"\u00c3\u0028\"]")]
    public void Text_that_is_no_unicode_is_refused_by_its_place(string latin)
    {
        var exception = Assert.Throws<JsonException>(() => JsonText.Parse(Encoding.Latin1.GetBytes(latin)));
        Assert.StartsWith("the text at byte ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Escaped_and_long_characters_are_texts()
    {
        using var json = JsonText.Parse("""["\ud83d\ude00 😀 é \u0000"]"""u8.ToArray());
        Assert.Equal("😀 😀 é \0", json.RootElement[0].GetString());
    }

    [Fact]
    public void What_is_no_json_is_refused() => Assert.ThrowsAny<JsonException>(() => JsonText.Parse("{"u8.ToArray()));
}
