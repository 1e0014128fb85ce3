using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reliability.Functions.Slo;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Tests.Slo;

public sealed class SloOptionsTests
{
    [Fact]
    public void Defaults_are_those_of_the_policy()
    {
        var policy = Bind([]).ToPolicy();
        Assert.Equal((0.20m, 0.05m), (policy.AtRiskBelow, policy.CriticalBelow));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "1")]
    [InlineData("0.3", "0.3")]
    public void Value_within_its_bounds_is_taken(string atRisk, string critical)
    {
        var options = Bind(new() { ["Reliability:Slo:AtRiskBelow"] = atRisk, ["Reliability:Slo:CriticalBelow"] = critical });
        Assert.Equal(decimal.Parse(atRisk, System.Globalization.CultureInfo.InvariantCulture), options.AtRiskBelow);
    }

    [Fact]
    public void Defaults_of_the_collection_are_those_of_its_limits() =>
        Assert.Equal(new CollectionLimits(), Bind([]).ToLimits());

    [Theory]
    [InlineData("Overlap", "00:00:00", "1.00:00:00", "-00:00:01", "1.00:00:01")]
    [InlineData("ReadTimeout", "00:00:01", "00:00:40", "00:00:00.999", "00:00:40.001")]
    [InlineData("ParallelReads", "1", "100", "0", "101")]
    public void Limit_of_the_collection_has_bounds(string name, string least, string most, string tooLittle, string tooMuch)
    {
        foreach (var value in new[] { least, most })
            Assert.NotNull(Bind(new() { [$"Reliability:Slo:{name}"] = value }));
        foreach (var value in new[] { tooLittle, tooMuch })
            Assert.Contains(name, Assert.Throws<OptionsValidationException>(() => Bind(new() { [$"Reliability:Slo:{name}"] = value })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_reported_at_once()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Bind(new()
        {
            ["Reliability:Slo:AtRiskBelow"] = "-0.01",
            ["Reliability:Slo:CriticalBelow"] = "1.01",
        }));
        Assert.Equal(3, exception.Failures.Count());
    }

    private static SloOptions Bind(Dictionary<string, string?> settings)
    {
        using var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSlo()
            .BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SloOptions>>().Value;
    }
}
