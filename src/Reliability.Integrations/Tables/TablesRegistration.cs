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

/// <summary>Makes the tables that are missing. A store that does not answer delays that, not the start.</summary>
internal sealed partial class TableSetup(TableServiceClient tables, TimeProvider time, ILogger<TableSetup> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(StartPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        if (!await TryCreateAsync(either.Token, cancellationToken).ConfigureAwait(false)) await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        do await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
        while (!await TryCreateAsync(stoppingToken, stoppingToken).ConfigureAwait(false));
    }

    private async Task<bool> TryCreateAsync(CancellationToken cancellation, CancellationToken stopping)
    {
        try
        {
            foreach (var name in TableNames.All) await tables.CreateTableIfNotExistsAsync(name, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // Not only RequestFailedException: retries that gave up throw AggregateException, a missing identity one of its own.
            Unavailable(e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The tables cannot be made: the store does not answer. Trying again until it does")]
    private partial void Unavailable(Exception e);
}
