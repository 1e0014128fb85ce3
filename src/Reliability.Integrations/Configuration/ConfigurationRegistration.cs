using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Reliability.Integrations.Configuration;

/// <summary>Registers the configuration files.</summary>
public static class ConfigurationRegistration
{
    /// <summary>Adds <see cref="ReliabilityConfiguration"/>, read once from the folder of <see cref="ConfigurationFileOptions"/> at start.</summary>
    /// <remarks>What is wrong in the files is logged at start and stays in <see cref="ReliabilityConfiguration.Errors"/>; it never stops the app.</remarks>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddConfigurationFiles(this IServiceCollection services)
    {
        services.AddOptions<ConfigurationFileOptions>().BindConfiguration(ConfigurationFileOptions.Section);
        services.AddSingleton(provider =>
        {
            var settings = provider.GetRequiredService<IConfiguration>();
            var options = provider.GetRequiredService<IOptions<ConfigurationFileOptions>>().Value;
            var folder = options.ConfigPath.Length > 0 ? options.ConfigPath : ConfigurationFileOptions.DefaultPath;
            return ConfigurationFolder.Load(Path.GetFullPath(folder), name => SettingOf(settings, name));
        });
        services.AddHostedService<ConfigurationReport>();
        return services;
    }

    /// <summary>Looks up a setting by the name it has in the environment: <c>A__B</c> is <c>A:B</c>.</summary>
    private static string? SettingOf(IConfiguration settings, string name) =>
        name.Length == 0 ? null : settings[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)];
}

/// <summary>Reads the files when the app starts, and logs what is wrong with them and what they leave open.</summary>
internal sealed partial class ConfigurationReport(ReliabilityConfiguration configuration, ILogger<ConfigurationReport> logger)
    : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Loaded(configuration.Files.Count, configuration.Sites.Count, configuration.Slos.Count, configuration.Errors.Count);
        foreach (var error in configuration.Errors)
            Wrong(error.File, error.Line, error.Path, error.Message);
        foreach (var site in configuration.Sites.Where(site => site.Origins.Any(origin => origin.IsAny)))
            OpenToAll(site.Name);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Configuration: {Files} files, {Sites} sites, {Slos} objectives, {Errors} errors")]
    private partial void Loaded(int files, int sites, int slos, int errors);

    [LoggerMessage(LogLevel.Error, "Configuration {File}:{Line} {Path}: {Message}")]
    private partial void Wrong(string file, int line, string path, string message);

    [LoggerMessage(LogLevel.Warning, "Site {Site} takes beacons from any origin (*)")]
    private partial void OpenToAll(string site);
}
