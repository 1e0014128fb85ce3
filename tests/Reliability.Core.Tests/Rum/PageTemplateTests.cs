using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum;

public sealed class PageTemplateTests
{
    [Theory]
    [InlineData("", PageTemplate.Unknown)]
    [InlineData(" \t\n", PageTemplate.Unknown)]
    [InlineData("/", "/")]
    [InlineData("https://shop.example", "/")]
    [InlineData("https://shop.example?q=1", "/")]
    [InlineData("https://shop.example#top", "/")]
    [InlineData("https://shop.example:8443/cart", "/cart")]
    [InlineData("https://joe:secret@shop.example/cart", "/cart")]
    [InlineData("//shop.example/cart/pay", "/cart/pay")]
    [InlineData("//", "/")]
    [InlineData("checkout", "/checkout")]
    [InlineData("/cart/", "/cart")]
    [InlineData("/a//b///c", "/a/b/c")]
    [InlineData("/search?q=joe@example.org", "/search")]
    [InlineData("/search#token=abc", "/search")]
    [InlineData("/back?to=https://evil.test/x", "/back")]
    [InlineData("/cart;jsessionid=1A2B3C", "/cart")]
    [InlineData("/cart;jsessionid=1A2B3C/pay", "/cart/pay")]
    [InlineData("/;x=1/pay", "/pay")]
    [InlineData("/products/17", "/products/:id")]
    [InlineData("/products/17/reviews/4", "/products/:id/reviews/:id")]
    [InlineData("/users/8f14e45f-ceea-467f-a9a5-1f2c3d4e5f60", "/users/:id")]
    [InlineData("/users/8F14E45FCEEA467F", "/users/:id")]
    [InlineData("/orders/507f1f77bcf86cd799439011", "/orders/:id")]
    [InlineData("/unsubscribe/joe@example.org", "/unsubscribe/:id")]
    [InlineData("/unsubscribe/joe%40example.org", "/unsubscribe/:id")]
    [InlineData("/unsubscribe/joe%2540example.org", "/unsubscribe/:id")]
    [InlineData("/call/+4915112345678", "/call/:id")]
    [InlineData("/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", "/reset/:id")]
    [InlineData("/reset/aB3dE6gH9jK2mN5p", "/reset/:id")]
    [InlineData("/p/12345-blue-shoes", "/p/:id")]
    [InlineData("/p/blue-shoes-2024", "/p/blue-shoes-2024")]
    [InlineData("/p/iPhone15Pro", "/p/iPhone15Pro")]
    [InlineData("/en/v2/docs", "/en/v2/docs")]
    [InlineData("/decade", "/decade")]
    [InlineData("/index.html", "/index.html")]
    [InlineData("/caf\u00E9/\u65E5\u672C", "/caf\u00E9/\u65E5\u672C")]
    [InlineData("/a\u0000b\u001F/\u007F", "/a_b_/_")]
    [InlineData("/\uD83D\uDE00", "/__")]
    [InlineData("/1/2/3/4/5/6/7/8/9/10/11/12", "/:id/:id/:id/:id/:id/:id/:id/:id/:id/:id/:rest")]
    [InlineData("about:blank", "/about:blank")]
    [InlineData("mailto:joe@example.org", "/:id")]
    public void Address_has_the_template(string address, string template) => Assert.Equal(template, PageTemplate.FromAddress(address));

    [Fact]
    public void Long_segments_are_ids() => Assert.Equal("/a/:id", PageTemplate.FromAddress("/a/" + new string('x', 100_000)));

    [Fact]
    public void Segments_that_do_not_fit_are_left_out()
    {
        var template = PageTemplate.FromAddress(string.Concat(Enumerable.Repeat("/" + new string('x', 40), 9)));
        Assert.Equal(PageTemplate.MaxLength - 30, template.Length);
        Assert.EndsWith("x/:rest", template, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced() => Assert.Equal("/a_", PageTemplate.FromAddress("/a" + (char)0xD83D));

    // Took a pass over the whole address for every slash.
    [Fact]
    public void Address_of_a_million_slashes_is_read_in_one_pass() => Assert.Equal("/end", PageTemplate.FromAddress(new string('/', 1_000_000) + "end"));

    [Fact]
    public void Any_text_gives_a_short_clean_template_that_is_its_own_template()
    {
        string[] pieces = ["/", "/", "//", "a", "Z", "17", "-", "?", "#", ";", "@", "%40", " ", "\u00A0", "\u0000", "\u0085", "\u2028", "\uD83D", "\uDE00", "é", ":", "https://", ":id", ":rest", "..", "8f14e45fceea", new string('y', 39), new string('1', 30)];
        var random = new Random(1);
        for (var i = 0; i < 200_000; i++)
        {
            var address = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => pieces[random.Next(pieces.Length)]));
            var template = PageTemplate.FromAddress(address);
            if (template == PageTemplate.Unknown) continue;
            Assert.InRange(template.Length, 1, PageTemplate.MaxLength);
            Assert.True(template[0] == '/' && !template.AsSpan().ContainsAny("?#;@") && !template.Any(c => char.IsControl(c) || char.IsSurrogate(c)), address);
            Assert.Equal(template, PageTemplate.FromAddress(template));
        }
    }

    [Theory]
    [InlineData("/search?utm_source=mail&q=shoes", "/search?utm_source=mail")]
    [InlineData("https://shop.example/?utm_source=mail#top", "/?utm_source=mail")]
    [InlineData("/?v=2&utm_source=x", "/?utm_source=x&v=2")]
    [InlineData("/?v=2&v=3", "/?v=2")]
    [InlineData("/?V=2", "/")]
    [InlineData("/?v", "/?v=")]
    [InlineData("/?v=a=b?c/d", "/?v=a=b?c/d")]
    [InlineData("/? v = a ", "/?v=a")]
    [InlineData("/?q=1#?v=2", "/")]
    [InlineData("/?utm_source=joe@shop.example", "/?utm_source=:id")]
    [InlineData("/?utm_source=joe%40shop.example", "/?utm_source=:id")]
    [InlineData("/?utm_source=203.0.113.7", "/?utm_source=:id")]
    [InlineData("/?utm_source=8f14e45fceea", "/?utm_source=:id")]
    [InlineData("/?utm_source=%2B49%20151%2012345678", "/?utm_source=:id")]
    [InlineData("/?utm_source=01234567890123456789012345678901234567890", "/?utm_source=:id")]
    [InlineData("/?v=a\u0000b", "/?v=a_b")]
    public void Parameters_on_the_list_stay(string address, string template)
    {
        string[] allowed = ["utm_source", "v"];
        Assert.Equal(template, PageTemplate.FromAddress(address, allowed));
        Assert.Equal(template, PageTemplate.FromAddress(template, allowed));
    }

    [Fact]
    public void Template_with_parameters_is_short_clean_and_its_own_template()
    {
        string[] allowed = ["a", "bb", "utm_source"];
        string[] pieces = ["/", "/x", "?", "&", "=", "a", "a=", "bb=", "utm_source=", "#", " ", ";", "@", "%40", "%", "%2", "17", "-", "\u0000", "\uD83D", "é", new string('y', 39), "12345678"];
        var random = new Random(2);
        for (var i = 0; i < 100_000; i++)
        {
            var address = "/p?" + string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => pieces[random.Next(pieces.Length)]));
            var template = PageTemplate.FromAddress(address, allowed);
            Assert.InRange(template.Length, 1, PageTemplate.MaxLength);
            Assert.True(!template.AsSpan().ContainsAny("#@") && !template.Any(c => char.IsControl(c) || char.IsSurrogate(c)), address);
            Assert.Equal(template, PageTemplate.FromAddress(template, allowed));
        }
    }
}
