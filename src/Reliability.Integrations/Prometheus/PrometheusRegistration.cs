using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reliability.Integrations.Slo;

namespace Reliability.Integrations.Prometheus;

/// <summary>Registers Prometheus as a source of objectives.</summary>
public static class PrometheusRegistration
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Adds the client and the source.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddPrometheus(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new PrometheusLimits());
        // Credentials must not follow a redirect to another host; the client has its own time-out.
        services.AddHttpClient(PrometheusClient.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = ConnectionLifetime,
                UseCookies = false,
            })
            .RemoveAllLoggers();
        services.AddSingleton<PrometheusClient>();
        services.AddSingleton<ISliSource, PrometheusSliSource>();
        return services;
    }
}
