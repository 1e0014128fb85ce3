using System.Text.Json;
using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Testing;

namespace Reliability.Functions.Tests.Configuration;

public sealed class ShippedConfigurationTests
{
    [Fact]
    public void Shipped_files_have_no_errors()
    {
        var configuration = ConfigurationFolder.Load(Path.Combine(AppContext.BaseDirectory, "config"), _ => null);

        Assert.Empty(configuration.Errors);
        Assert.True(configuration.FindSite("shop")!.AllowsOrigin("http://localhost:5173"));
        var slo = configuration.FindSlo("shop-lcp")!;
        Assert.Equal(0.75m, slo.Target);
        Assert.Equal(new RollingWindow(SloDuration.FromDays(28)), slo.Window);
    }

    [Fact]
    public void Schema_names_every_key_of_the_shipped_sites()
    {
        var errors = new ConfigurationErrors("sites.yaml", _ => null);
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "sites.yaml"));
        var root = YamlMap.Read(YamlDocuments.Read(text, errors)[0], "", errors)!;
        var site = KeysOf("site");

        foreach (var map in root.OptionalMaps("sites"))
            Assert.Empty(map.Keys.Except(site));
    }

    [Fact]
    public void Schema_names_exactly_the_keys_that_are_read()
    {
        var errors = new ConfigurationErrors("sites.yaml", _ => null);
        var text = $$"""
            sites:
              - { {{All("site", "budgets", "funnels", "sessionTokens")}}, sessionTokens: { {{All("sessionTokens")}} }, budgets: [{ {{All("budget")}} }], funnels: [{ {{All("funnel")}} }] }
            """;
        SitesFile.Read(text, errors);

        Assert.DoesNotContain(errors.Items, error => error.Message.StartsWith("unknown key", StringComparison.Ordinal));
        Assert.Equal(
            ["budgets", "funnels", "keys", "name", "origins", "queryAllowList", "sampling", "service", "sessionTokens"],
            KeysOf("site").Order(StringComparer.Ordinal));
        Assert.Equal(["minutes", "secret"], KeysOf("sessionTokens").Order(StringComparer.Ordinal));
        Assert.Equal(["connection", "device", "metric", "p75", "page", "release"], KeysOf("budget").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Schema_of_the_maintenance_calendar_names_exactly_the_keys_that_are_read()
    {
        var errors = new ConfigurationErrors("slos/maintenance.yaml", _ => null);
        var keys = KeysOf("window", "maintenance.schema.json");
        MaintenanceFile.Read($"windows: [{{ {string.Join(", ", keys.Select(key => $"{key}: x"))} }}]", errors);

        Assert.DoesNotContain(errors.Items, error => error.Message.StartsWith("unknown key", StringComparison.Ordinal));
        Assert.Equal(
            ["all", "days", "duration", "effect", "from", "fromDate", "name", "reason", "services", "slos", "start", "timeZone", "to", "untilDate"],
            keys.Order(StringComparer.Ordinal));
    }

    private static string All(string definition, params string[] except) =>
        string.Join(", ", KeysOf(definition).Except(except).Select(key => $"{key}: x"));

    private static string[] KeysOf(string definition, string file = "sites.schema.json")
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "schemas", file)));
        var properties = schema.RootElement.GetProperty("$defs").GetProperty(definition).GetProperty("properties");
        return [.. properties.EnumerateObject().Select(property => property.Name)];
    }
}
