using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.OpenSlo;

namespace Reliability.Integrations.Tests.OpenSlo;

public sealed class BurnRatePolicyFileTests
{
    private const string Sound = """
        policies:
          - name: weekly
            period: 7d
            alerts:
              - { severity: page, budgetPercent: 8, longWindow: 1h, shortWindow: 5m }
              - { severity: ticket, factor: 0.98, longWindow: 3d, shortWindow: 6h }
        """;

    [Fact]
    public void Policy_is_read_and_joins_those_that_are_built_in()
    {
        var errors = new ConfigurationErrors("", _ => null);
        var policies = BurnRatePolicyFile.Read(Sound, errors);

        Assert.Empty(errors.Items);
        Assert.Equal(["google-30d", "weekly"], policies.Keys.Order());
        var weekly = policies["weekly"];
        Assert.Equal(TimeSpan.FromDays(7), weekly.Period);
        Assert.Equal(
            [
                new BurnRateTier("page", TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 13.44m),
                new BurnRateTier("ticket", TimeSpan.FromDays(3), TimeSpan.FromHours(6), 0.98m),
            ],
            weekly.Tiers);
    }

    [Theory]
    [InlineData("name: weekly", "name: google-30d", "policies[0].name", "there is another policy 'google-30d'")]
    [InlineData("period: 7d", "period: 0d", "policies[0].period", "must be above 0")]
    [InlineData("period: 7d", "period: 2d", "policies[0].alerts[1].longWindow", "must not be longer than period")]
    [InlineData("severity: page", "severity: shout", "policies[0].alerts[0].severity", "'shout' must be page, ticket")]
    [InlineData("budgetPercent: 8", "budgetPercent: 0", "policies[0].alerts[0].budgetPercent", "must be above 0")]
    [InlineData("budgetPercent: 8", "budgetPercent: 101", "policies[0].alerts[0].budgetPercent", "must be 0 to 100, is 101")]
    [InlineData("budgetPercent: 8", "budgetPercent: 8, factor: 2", "policies[0].alerts[0].factor", "must have either budgetPercent or factor")]
    [InlineData("budgetPercent: 8, ", "", "policies[0].alerts[0].factor", "must have either budgetPercent or factor")]
    [InlineData("shortWindow: 5m", "shortWindow: 59s", "policies[0].alerts[0].shortWindow", "must not be below the evaluation interval, 1m")]
    [InlineData("shortWindow: 5m", "shortWindow: 1h", "policies[0].alerts[0].shortWindow", "must be shorter than longWindow")]
    [InlineData("factor: 0.98", "factor: 0.98, for: 2m", "policies[0].alerts[1].for", "unknown key 'for'")]
    public void Policy_with_an_error_is_left_out(string text, string replacement, string path, string message)
    {
        var errors = new ConfigurationErrors("", _ => null);
        var policies = BurnRatePolicyFile.Read(Sound.Replace(text, replacement, StringComparison.Ordinal), errors);

        Assert.Contains(errors.Items, error => (error.Path, error.Message) == (path, message));
        Assert.Equal(["google-30d"], policies.Keys);
        Assert.Equal(14.4m, policies["google-30d"].Tiers[0].Factor);
    }
}
