using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Integrations.Configuration;

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

    private ReliabilityConfiguration Load() =>
        ConfigurationFolder.Load(_folder.FullName, name => name == "SHOP__KEY" ? "key-1" : null);

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
