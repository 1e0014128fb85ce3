using System.Text;
using Reliability.Core.Rum;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.Tests.Configuration;

public sealed class SitesFileTests
{
    private const string TokenSecret = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Site_with_every_key_is_read()
    {
        var (sites, errors) = Read("""
            sites:
              - name: shop
                keys: [pk_shop_1, "${SHOP_KEY}"]
                origins: ["https://shop.example", "http://127.0.0.1:*"]
                service: storefront
                sampling: 0.5
                queryAllowList: [utm_source]
                budgets:
                  - { metric: LCP, p75: 2000, page: /checkout, device: mobile, connection: 4g, release: 1.2 }
                  - { metric: CLS, p75: 0.05 }
                funnels:
                  - { name: purchase, steps: [view-product, add-to-cart, pay] }
            """);

        Assert.Empty(errors);
        var site = Assert.Single(sites);
        Assert.Equal("shop", site.Name);
        Assert.Equal(["pk_shop_1", "secret"], site.Keys);
        Assert.Equal(["https://shop.example", "http://127.0.0.1:*"], site.Origins.Select(origin => origin.ToString()));
        Assert.Equal("storefront", site.Service);
        Assert.Equal(0.5m, site.Sampling);
        Assert.Equal(["utm_source"], site.QueryAllowList);
        Assert.Equal(
            new RumBudget(VitalMetric.LCP, 2000m) { Page = "/checkout", Device = "mobile", Connection = "4g", Release = "1.2" },
            site.Budgets[0]);
        Assert.Equal(0.05m, Assert.Single(site.Budgets, budget => budget.Metric == VitalMetric.CLS).P75);
        Assert.Equal(["view-product", "add-to-cart", "pay"], Assert.Single(site.Funnels).Steps);
    }

    [Fact]
    public void Site_with_the_required_keys_only_gets_the_defaults()
    {
        var (sites, errors) = Read("sites: [{ name: shop, keys: [k], origins: ['*'] }]");

        Assert.Empty(errors);
        var site = Assert.Single(sites);
        Assert.Equal("shop", site.Service);
        Assert.Equal(1m, site.Sampling);
        Assert.Equal(RumBudget.Defaults, site.Budgets);
        Assert.Empty(site.Funnels);
        Assert.Empty(site.QueryAllowList);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet")]
    [InlineData("sites: []")]
    [InlineData("sites:")]
    public void Empty_file_has_no_sites_and_no_errors(string text)
    {
        var (sites, errors) = Read(text);
        Assert.Empty(sites);
        Assert.Empty(errors);
    }

    [Fact]
    public void All_errors_are_reported_at_once_with_line_and_rule()
    {
        var (sites, errors) = Read("""
            sites:
              - name: Shop
                keys: []
                origins: ["https://shop.example/path", "https://*.example"]
              - keys: [a, a, "${MISSING}"]
                origins: "https://shop.example"
                colour: red
              - name: ok
                name: ok2
                keys: [k]
                origins: ["https://ok.example", null]
                sampling: 1.5
                service: [a]
                queryAllowList: [true]
                budgets:
                  - { metric: FPS, p75: 60 }
                  - { metric: LCP, p75: "2500" }
                  - { metric: LCP, p75: 0 }
                  - { metric: LCP, p75: 1000, browser: x }
                  - { metric: INP, p75: 100 }
                  - { metric: INP, p75: 150 }
                funnels:
                  - { name: f, steps: [one] }
              - name: ok
                keys: [k]
                origins: ["*"]
              - 17
            extra: 1
            """);

        Assert.Equal(
            """
            9 sites[2].name: duplicate key 'name', first on line 8
            27 sites[4]: must be a mapping, is a text
            2 sites[0].name: 'Shop' is no name: 1 to 63 of a-z, 0-9 and '-', not '-' first or last (RFC 1123)
            3 sites[0].keys: must have at least one item
            4 sites[0].origins[0]: 'https://shop.example/path' must end after the host or with a port, 1 to 65535 or *; a path is not allowed
            4 sites[0].origins[1]: 'https://*.example' must have one exact host after ://, without wildcard, user, path or query
            5 sites[1].name: missing key 'name'
            5 sites[1].keys[2]: the setting MISSING is missing or empty
            5 sites[1].keys[1]: 'a' is in the list twice
            6 sites[1].origins: must be a list, is a text
            7 sites[1].colour: unknown key 'colour'
            11 sites[2].origins[1]: must be a text, is nothing
            13 sites[2].service: must be a text, is a list
            12 sites[2].sampling: must be 0 to 1, is 1.5
            14 sites[2].queryAllowList[0]: must be a text, is a boolean
            16 sites[2].budgets[0].metric: 'FPS' must be LCP, INP, CLS, FCP, TTFB, FID
            17 sites[2].budgets[1].p75: must be a number, is a text
            18 sites[2].budgets[2].p75: must be above 0
            19 sites[2].budgets[3].browser: unknown key 'browser'
            21 sites[2].budgets[5].metric: there is another budget for INP of the same part of the site
            23 sites[2].funnels[0].steps: must have at least two steps
            24 sites[3].name: there is another site 'ok'
            28 extra: unknown key 'extra'
            """.ReplaceLineEndings("\n"),
            string.Join('\n', errors.Select(error => $"{error.Line} {error.Path}: {error.Message}")));
        var site = Assert.Single(sites);
        Assert.Equal("ok", site.Name);
        Assert.Equal("https://ok.example", Assert.Single(site.Origins).ToString());
        Assert.Equal(100m, Assert.Single(site.Budgets, budget => budget.Metric == VitalMetric.INP).P75);
    }

    [Fact]
    public void Site_may_ask_for_session_tokens()
    {
        var (sites, errors) = Read("""
            sites:
              - { name: a, keys: [k], origins: ['*'], sessionTokens: { secret: "${TOKEN_SECRET}" } }
              - { name: b, keys: [k], origins: ['*'], sessionTokens: { secret: "${TOKEN_SECRET}", minutes: 5 } }
            """);

        Assert.Empty(errors);
        Assert.Equal([TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(5)], sites.Select(site => site.SessionTokens!.LongestLife));
        Assert.Equal(TokenSecret, Encoding.UTF8.GetString(sites[0].SessionTokens!.Secret.Span));
    }

    // Left out, not open to all.
    [Theory]
    [InlineData("{ secret: 0123456789abcdef0123456789abcdef }", "sites[0].sessionTokens.secret: must be a setting, ${NAME}: secrets are not written into files")]
    [InlineData("{ secret: '${SHOP_KEY}' }", "sites[0].sessionTokens.secret: must be at least 32 bytes long")]
    [InlineData("{ secret: '${MISSING}' }", "sites[0].sessionTokens.secret: the setting MISSING is missing or empty")]
    [InlineData("{ minutes: 5 }", "sites[0].sessionTokens.secret: missing key 'secret'")]
    [InlineData("{ secret: '${TOKEN_SECRET}', minutes: 0 }", "sites[0].sessionTokens.minutes: must be 1 to 10080, is 0")]
    [InlineData("{ secret: '${TOKEN_SECRET}', minutes: 10081 }", "sites[0].sessionTokens.minutes: must be 1 to 10080, is 10081")]
    [InlineData("{ secret: '${TOKEN_SECRET}', life: 5 }", "sites[0].sessionTokens.life: unknown key 'life'")]
    [InlineData("true", "sites[0].sessionTokens: must be a mapping, is a boolean")]
    public void Site_with_an_error_in_its_session_tokens_is_left_out(string tokens, string message)
    {
        var (sites, errors) = Read($"sites: [{{ name: shop, keys: [k], origins: ['*'], sessionTokens: {tokens} }}]");
        Assert.Equal(message, string.Join('\n', errors.Select(error => $"{error.Path}: {error.Message}")));
        Assert.Empty(sites);
    }

    [Theory]
    [InlineData("0", 0, "")]
    [InlineData("0.0001", 0.0001, "")]
    [InlineData("0.00009", 1, "must be 0 or at least 0.0001, is 0.00009")]
    [InlineData("-0.1", 1, "must be 0 to 1, is -0.1")]
    public void Sampling_is_none_or_enough_for_exact_weights(string text, double share, string message)
    {
        var (sites, errors) = Read($"sites: [{{ name: shop, keys: [k], origins: ['*'], sampling: {text} }}]");
        Assert.Equal(message, string.Join('\n', errors.Select(error => error.Message)));
        Assert.Equal((decimal)share, Assert.Single(sites).Sampling);
    }

    [Fact]
    public void Message_never_repeats_a_secret()
    {
        var (_, errors) = Read("sites: [{ name: shop, keys: [k], origins: ['${SHOP_KEY}'] }]");
        var error = Assert.Single(errors);
        Assert.Contains("${SHOP_KEY}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static (IReadOnlyList<RumSite> Sites, IReadOnlyList<ConfigurationError> Errors) Read(string text)
    {
        var errors = new ConfigurationErrors("sites.yaml", name => name switch { "SHOP_KEY" => "secret", "TOKEN_SECRET" => TokenSecret, _ => null });
        return (SitesFile.Read(text, errors), errors.Items);
    }
}
