using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Integrations.Configuration;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Configuration;

public sealed class ConfigurationFolderTests : IDisposable
{
    private const string Site = "sites: [{ name: shop, keys: ['${SHOP__KEY}'], origins: ['*'] }]";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("configuration-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Folder_without_files_is_an_empty_configuration()
    {
        var configuration = Load();
        Assert.Empty(configuration.Files);
        Assert.Empty(configuration.Sites);
        Assert.Empty(configuration.Errors);
    }

    [Fact]
    public void Missing_folder_is_an_error()
    {
        var configuration = ConfigurationFolder.Load(Path.Combine(_folder.FullName, "none"), _ => null);
        Assert.Equal("the configuration folder does not exist", Assert.Single(configuration.Errors).Message);
    }

    [Fact]
    public void Bad_file_does_not_stop_the_others()
    {
        Write("sites.yaml", Site);
        Write("slos/a.yaml", "kind: [");
        Write("slos/b.yaml", "kind: Widget");
        Write("slos/c.txt", "not read");

        var configuration = Load();

        Assert.Equal(["sites.yaml", "slos/a.yaml", "slos/b.yaml"], configuration.Files);
        Assert.Equal("key-1", Assert.Single(configuration.FindSite("shop")!.Keys));
        Assert.Contains(configuration.Errors, error => error.File == "slos/a.yaml");
        Assert.Contains(configuration.Errors, error => error.File == "slos/b.yaml" && error.Path == "kind");
    }

    [Fact]
    public void Objectives_that_are_shipped_ready_load_once_they_are_in_the_folder()
    {
        Write("sites.yaml", Site);
        var files = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "src", "Reliability.Functions", "config", "slos", "ready"));
        foreach (var file in files)
            Write("slos/" + Path.GetFileName(file), File.ReadAllText(file));

        var configuration = Load();

        Assert.Empty(configuration.Errors);
        Assert.Equal(files.Length - 1, configuration.Slos.Count);
        Assert.Equal([0.9m, 0.95m, 0.999m, 0.9999m], configuration.Slos.Select(slo => slo.Target).Order());
        Assert.All(configuration.Slos, slo => Assert.NotEmpty(slo.Alerts));
    }

    [Fact]
    public void Documents_of_all_files_know_each_other_whatever_order_they_are_read_in()
    {
        Write("sites.yaml", Site);
        Write("slos/burn-rate-policies.yaml", "policies: [{ name: mine, period: 7d, alerts: [{ severity: page, factor: 3, longWindow: 1h, shortWindow: 5m }] }]");
        Write("slos/a.yaml", Slo("one", "lcp", "mine") + "\n---\n" + Slo("two", "inp", "mine") + "\n---\n" + Slo("three", "lcp", "yours"));
        Write(
            "slos/z.yaml",
            """
            apiVersion: openslo/v1
            kind: SLI
            metadata: { name: lcp }
            spec:
              ratioMetric:
                good: { metricSource: { type: rum, spec: { site: shop, metric: LCP, rating: good } } }
                total: { metricSource: { type: rum, spec: { site: shop, metric: LCP } } }
            """);

        var configuration = Load();

        Assert.Equal(["sites.yaml", "slos/a.yaml", "slos/burn-rate-policies.yaml", "slos/z.yaml"], configuration.Files);
        Assert.Equal(6m, Assert.Single(configuration.Slos).Alerts[0].Factor);
        Assert.Equal(["google-30d", "mine"], configuration.BurnRatePolicies.Keys.Order());
        Assert.Equal(
            [("slos/a.yaml", "there is no sound SLI 'inp'"), ("slos/a.yaml", "there is no burn-rate policy 'yours'; there are google-30d, mine, none")],
            configuration.Errors.Select(error => (error.File, error.Message)));
    }

    [Fact]
    public void File_that_is_not_utf_8_is_an_error()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "sites.yaml"), [0x73, 0xFF, 0xFE]);
        Assert.Equal("is not UTF-8", Assert.Single(Load().Errors).Message);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void File_above_the_largest_size_is_an_error(int extraBytes, int errors)
    {
        Write("sites.yaml", new string('#', ConfigurationFolder.MaxFileBytes + extraBytes));
        Assert.Equal(errors, Load().Errors.Count);
    }

    [Fact]
    public void Registration_reads_the_folder_and_the_secrets_of_the_settings()
    {
        Write("sites.yaml", Site);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Reliability:ConfigPath"] = _folder.FullName,
            ["SHOP:KEY"] = "key-2",
        }).Build();
        using var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(settings)
            .AddLogging()
            .AddConfigurationFiles()
            .BuildServiceProvider();

        var configuration = provider.GetRequiredService<ReliabilityConfiguration>();

        Assert.Empty(configuration.Errors);
        Assert.True(Assert.Single(configuration.Sites).AcceptsKey("key-2"));
    }

    private static string Slo(string name, string indicator, string policy) => $$"""
        apiVersion: openslo/v1
        kind: SLO
        metadata: { name: {{name}}, annotations: { reliability/burn-rate-policy: {{policy}} } }
        spec:
          service: storefront
          indicatorRef: {{indicator}}
          timeWindow: [{ duration: 14d, isRolling: true }]
          budgetingMethod: Occurrences
          objectives: [{ target: 0.75 }]
        """;

    private ReliabilityConfiguration Load() =>
        ConfigurationFolder.Load(_folder.FullName, name => name == "SHOP__KEY" ? "key-1" : null);

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
