using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Reliability.Integrations.Tables;

/// <summary>Registers the suite's storage.</summary>
public static class TablesRegistration
{
    /// <summary>Adds a <see cref="TableServiceClient"/> and makes the tables at start.</summary>
    /// <remarks>Setting <c>AzureWebJobsStorage</c> is a connection string; without it, <c>AzureWebJobsStorage__tableServiceUri</c> or
    /// <c>AzureWebJobsStorage__accountName</c> names the account, and the app's identity opens it.</remarks>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddTables(this IServiceCollection services)
    {
        services.AddSingleton(provider => Connect(provider.GetRequiredService<IConfiguration>().GetSection("AzureWebJobsStorage")));
        services.AddHostedService<TableSetup>();
        return services;
    }

    private static TableServiceClient Connect(IConfigurationSection setting)
    {
        var options = new TableClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsLoggingEnabled = false;
        if (setting.Value is { Length: > 0 } connectionString) return new TableServiceClient(connectionString, options);
        var endpoint = setting["tableServiceUri"] ?? (setting["accountName"] is { Length: > 0 } account ? $"https://{account}.table.core.windows.net" : null);
        return endpoint is null
            ? throw new InvalidOperationException("Storage is not configured: set AzureWebJobsStorage to a connection string, or AzureWebJobsStorage__accountName.")
            : new TableServiceClient(new Uri(endpoint), new DefaultAzureCredential(), options);
    }
}
