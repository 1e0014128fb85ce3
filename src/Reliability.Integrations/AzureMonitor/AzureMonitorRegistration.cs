using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reliability.Integrations.Slo;

namespace Reliability.Integrations.AzureMonitor;

/// <summary>Registers the sources of Azure Monitor.</summary>
public static class AzureMonitorRegistration
{
    /// <summary>Adds <c>azure-monitor-logs</c> and <c>azure-monitor-metrics</c>; they ask with the registered <see cref="TokenCredential"/>, by default the app's identity.</summary>
    /// <remarks>Nothing is asked, and no identity needed, before an objective of theirs is read.</remarks>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddAzureMonitor(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.TryAddSingleton(new AzureMonitorLimits());
        services.AddSingleton<AzureMonitorClients>();
        services.AddSingleton<ISliSource, LogsSliSource>();
        services.AddSingleton<ISliSource, MetricsSliSource>();
        return services;
    }
}
