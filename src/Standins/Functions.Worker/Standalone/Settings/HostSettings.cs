using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Layers the configuration: defaults, host.json, local.settings.json, then what ASP.NET Core adds (environment, command line).</summary>
internal static class HostSettings
{
    // The server's own chatter costs a log scope and a span per request; the host has its own of both.
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        // Start-up failures are reported once, by StandaloneHost.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
    };

    /// <summary>Adds the layers.</summary>
    /// <param name="web">The builder to add them to.</param>
    /// <param name="errors">Receives what is wrong with the files.</param>
    public static void AddTo(WebApplicationBuilder web, StartupErrors errors)
    {
        string root = web.Environment.ContentRootPath;
        IList<IConfigurationSource> sources = web.Configuration.Sources;
        int environment = sources.Index().LastOrDefault(
            source => source.Item is EnvironmentVariablesConfigurationSource { Prefix: null or "" }, (sources.Count, null!)).Index;
        Insert(environment, () => LocalSettings.Read(root, Directory.GetCurrentDirectory()));
        Insert(0, () => HostJson.Read(root, AppContext.BaseDirectory));
        Insert(0, () => Defaults);

        void Insert(int index, Func<Dictionary<string, string?>> read)
        {
            try
            {
                sources.Insert(index, new MemoryConfigurationSource { InitialData = read() });
            }
            catch (InvalidDataException fault)
            {
                errors.Add("settings", fault.Message);
            }
        }
    }
}
