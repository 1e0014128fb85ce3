using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>The storage account of the host, from setting <see cref="Setting"/>.</summary>
internal static class TimerStorage
{
    /// <summary>Name of the setting: a connection string, or a section with <c>accountName</c> or <c>tableServiceUri</c> for the managed identity.</summary>
    public const string Setting = "AzureWebJobsStorage";

    /// <summary>Makes the client.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="errors">Receives a setting that is missing or malformed.</param>
    /// <returns>The client, or <see langword="null"/> after an error.</returns>
    public static TableServiceClient? Client(IConfiguration configuration, StartupErrors errors)
    {
        // A renewal must come back well within the lease: the loops above do the patient retrying.
        TableClientOptions options = new();
        options.Retry.MaxRetries = 1;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(3);
        try
        {
            if (configuration[Setting] is { Length: > 0 } connection)
                return new TableServiceClient(connection, options);
            string? uri = configuration[$"{Setting}:tableServiceUri"];
            string? account = configuration[$"{Setting}:accountName"];
            if (!string.IsNullOrEmpty(uri) || !string.IsNullOrEmpty(account))
                return new TableServiceClient(
                    new Uri(string.IsNullOrEmpty(uri) ? $"https://{account}.table.core.windows.net" : uri), new DefaultAzureCredential(), options);
            errors.Add(Setting, "timer functions need this setting: a storage connection string.");
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException)
        {
            errors.Add(Setting, $"this is not a storage connection string: {fault.Message}");
        }

        return null;
    }
}
