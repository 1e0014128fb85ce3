using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Adds the client to services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the default client, or sets it up further; it is then a service: <see cref="DurableTaskClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Chooses the backend.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        ClientBuilder? builder = services
            .Select(service => service.IsKeyedService ? null : service.ImplementationInstance as ClientBuilder)
            .FirstOrDefault(known => known is not null);
        bool added = builder is null;
        builder ??= new ClientBuilder(Options.DefaultName, services);
        configure(builder);
        if (added)
        {
            services.AddSingleton(builder);
            services.TryAddSingleton(builder.Build);
        }

        return services;
    }
}
