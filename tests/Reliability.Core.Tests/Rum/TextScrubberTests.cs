using System.Text;
using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class TextScrubberTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Cannot read properties of undefined (reading 'price')", "Cannot read properties of undefined (reading 'price')")]
    [InlineData("no user joe@shop.example", "no user [email]")]
    [InlineData("<Joe.O+tag@mail.shop.example>", "<[email]>")]
    [InlineData("mailto:joe@shop.example.", "mailto:[email]")]
    [InlineData("to=joe%40shop.example", "to=[email]")]
    [InlineData("j\u00FCrgen@m\u00FCller.example", "[email]")]
    [InlineData("react-dom@18.2.0 and @babel/core", "react-dom@18.2.0 and @babel/core")]
    [InlineData("from 203.0.113.7:8080", "from [ip]:8080")]
    [InlineData("from 2001:db8::17.", "from [ip]")]
    [InlineData("from [2001:db8:0:1:2:3:4:5]:80", "from [[ip]]:80")]
    [InlineData("at 10:20:30 std::vector", "at 10:20:30 std::vector")]
    [InlineData("call +49 (0)151 12345678 now", "call [number] now")]
    [InlineData("call (555) 123-4567!", "call [number]!")]
    [InlineData("card 4111 1111 1111 1111 declined", "card [number] declined")]
    [InlineData("order 4111111111111111", "order [number]")]
    [InlineData("order-4111111111111111", "[token]")]
    [InlineData("a@shop.example1.2", "[email]")]
    [InlineData("error 404 after 1500 ms", "error 404 after 1500 ms")]
    [InlineData("app.js:1234:56789", "app.js:1234:56789")]
    [InlineData("Authorization: Bearer abcdefghij", "Authorization: Bearer [token]")]
    [InlineData("the bearer is new", "the bearer is new")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqb2UifQ.c2lnbmF0dXJl", "[token]")]
    [InlineData("id 8f14e45f-ceea-467f-a9a5-1f2c3d4e5f60", "id [token]")]
    [InlineData("sk_live_4eC39HqLyjWDarjtT1zdp7dc", "[token]")]
    [InlineData("8f14e45fceea167a", "[token]")]
    [InlineData("main.8f14e45fceea167a.js:1:2", "main.[token].js:1:2")]
    [InlineData("chunk-2f3a9c.js", "chunk-2f3a9c.js")]
    [InlineData("password=hunter2&user=joe", "password=[token]&user=joe")]
    [InlineData("https://shop.example/a/b.js?v=12&token=x:10:5", "https://shop.example/a/b.js:10:5")]
    [InlineData("at f (https://shop.example/app.js?s=1#top:10:5)", "at f (https://shop.example/app.js:10:5)")]
    [InlineData("f@https://shop.example/app.js:10:5", "f@https://shop.example/app.js:10:5")]
    [InlineData("https://joe:pw@shop.example/?q=1", "https://shop.example/")]
    [InlineData("https://203.0.113.7/x?y", "https://[ip]/x")]
    [InlineData("GET /search?q=joe 500", "GET /search 500")]
    [InlineData("a?b:c x?.y #id", "a?b:c x?.y #id")]
    public void Text_is_scrubbed(string text, string scrubbed) => Assert.Equal(scrubbed, TextScrubber.Scrub(text));

    [Fact]
    public void Text_without_anything_to_hide_is_not_copied()
    {
        const string Text = "TypeError: x is not a function\n    at f (app.js:1:2)";
        Assert.Same(Text, TextScrubber.Scrub(Text));
    }

    [Fact]
    public void Scrubbing_again_changes_nothing_and_no_address_survives()
    {
        string[] pieces =
            [
                " ", " ", "  ", "\n", ".", ":", "::", "/", "?", "#", "@", "=", "&", "(", ")", "[", "]", "+", "-", "%40", "_", "a", "be", "Zz", "12", "345", "6789", "1.2.3.4",
                "a@b.example", "https://", "token=", "Bearer ", "eyJhbGciOiJIUzI1NiJ9", "8f14e45fceea167a", "abcdefghijk12345mnopq", "2001:db8::1", "[token]", "[ip]", "\u00E9", "\uD83D",
            ];
        var random = new Random(7);
        for (var i = 0; i < 100_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(16)).Select(_ => pieces[random.Next(pieces.Length)]));
            var scrubbed = TextScrubber.Scrub(text);
            Assert.Equal(scrubbed, TextScrubber.Scrub(scrubbed));
            Assert.DoesNotContain("a@b.example", scrubbed, StringComparison.Ordinal);
        }
    }

    // What takes a pass over the rest for each character would take hours.
    [Theory]
    [InlineData("1 ")]
    [InlineData("12345678 ")]
    [InlineData("a@")]
    [InlineData("a.")]
    [InlineData("://")]
    [InlineData("/?")]
    [InlineData("(")]
    [InlineData("1.2.3.")]
    [InlineData("::a")]
    [InlineData("token=")]
    [InlineData("Bearer ")]
    [InlineData("eyJ")]
    public void Text_made_to_be_slow_is_read_in_a_few_passes(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, 1_000_000).ToString();
        Assert.NotEmpty(TextScrubber.Scrub(text));
    }
}
