using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Reliability.Functions.Telemetry;

/// <summary>Registers the suite's observation of itself.</summary>
public static class TelemetryRegistration
{
    /// <summary>Adds metrics and traces; they are collected from the start of the app on.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<TelemetryProviders>();
        services.AddHostedService<TelemetryStart>();
        return services;
    }
}

/// <summary>Makes the providers exist before the first function runs.</summary>
internal sealed class TelemetryStart(TelemetryProviders providers) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(providers);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
