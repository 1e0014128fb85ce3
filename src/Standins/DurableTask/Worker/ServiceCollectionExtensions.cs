using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker;

/// <summary>Adds workers to services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the default worker, or sets it up further.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Chooses the backend and adds tasks.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddDurableTaskWorker(
        this IServiceCollection services, Action<IDurableTaskWorkerBuilder> configure) =>
        services.AddDurableTaskWorker(Options.DefaultName, configure);

    /// <summary>Adds a worker, or sets it up further.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the worker.</param>
    /// <param name="configure">Chooses the backend and adds tasks.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddDurableTaskWorker(
        this IServiceCollection services, string name, Action<IDurableTaskWorkerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        WorkerBuilder? builder = services
            .Select(service => service.IsKeyedService ? null : service.ImplementationInstance as WorkerBuilder)
            .FirstOrDefault(known => known?.Name == name);
        bool added = builder is null;
        builder ??= new WorkerBuilder(name, services);
        configure(builder);
        if (added)
        {
            services.AddSingleton(builder);
            services.AddSingleton<IHostedService>(builder.Build);
        }

        return services;
    }
}
