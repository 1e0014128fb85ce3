using System.Text.RegularExpressions;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.OpenSlo;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Configuration;

public sealed partial class ConfigurationDocsTests
{
    [Fact]
    public void Examples_of_the_documentation_are_sound()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "configuration.md"));
        var examples = YamlBlock().Matches(text).Select(match => match.Groups[1].Value).ToArray();
        var errors = new ConfigurationErrors("configuration.md", _ => new string('s', 32));

        var sites = SitesFile.Read(examples.Single(example => example.StartsWith("sites:", StringComparison.Ordinal)), errors);
        var slos = new OpenSloFiles(sites.Select(site => site.Name).ToHashSet());
        Assert.Equal(2, BurnRatePolicyFile.Read(examples.Single(example => example.StartsWith("policies:", StringComparison.Ordinal)), errors).Count);
        slos.Read(examples.Single(example => example.StartsWith("apiVersion:", StringComparison.Ordinal)), errors);

        Assert.Equal(2, MaintenanceFile.Read(examples.Single(example => example.StartsWith("windows:", StringComparison.Ordinal)), errors).Count);

        Assert.Single(sites);
        Assert.Single(slos.Bind());
        Assert.Empty(errors.Items);
    }

    [GeneratedRegex(@"```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
