using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Decides where the host listens.</summary>
internal static class ListenAddress
{
    /// <summary>Used when nobody says otherwise: this machine only.</summary>
    public const string Default = "http://127.0.0.1:7071";

    /// <summary>Picks <c>--urls</c>, then <c>--port</c>, then <c>ASPNETCORE_URLS</c> or <c>ASPNETCORE_HTTP_PORTS</c>, then <see cref="Default"/>.</summary>
    /// <param name="args">The command line. A port in the environment is not looked at: only here does it mean this host.</param>
    /// <param name="configuration">All of the configuration.</param>
    /// <param name="errors">Receives what is wrong with the port.</param>
    /// <returns>The addresses, or <see langword="null"/> when the server is to read <c>HTTP_PORTS</c> itself.</returns>
    public static string? Choose(string[] args, IConfiguration configuration, StartupErrors errors)
    {
        IConfiguration commandLine = new ConfigurationBuilder().AddCommandLine(args).Build();
        if (!string.IsNullOrEmpty(commandLine["urls"]))
            return commandLine["urls"];
        if (commandLine["port"] is { } port)
        {
            if (ushort.TryParse(port, out ushort number))
                return $"http://127.0.0.1:{number}";
            errors.Add("--port", $"'{port}' is not a port: a number from 0 to 65535 is expected.");
            return Default;
        }

        string? urls = configuration["urls"] is { Length: > 0 } given ? given : configuration["ASPNETCORE_URLS"];
        if (!string.IsNullOrEmpty(urls))
            return urls;
        return string.IsNullOrEmpty(configuration["http_ports"]) ? Default : null;
    }
}
