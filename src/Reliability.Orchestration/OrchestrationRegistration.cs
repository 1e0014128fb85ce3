using Azure.Data.Tables;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Orchestration.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Workers;

namespace Reliability.Orchestration;

/// <summary>Registers durable orchestrations.</summary>
public static class OrchestrationRegistration
{
    /// <summary>The table of the engine.</summary>
    public const string TableName = "relorchestrations";

    /// <summary>Adds a <see cref="DurableTaskClient"/>, and what runs the orchestrations and activities of this process.</summary>
    /// <param name="services">The services; they need a <see cref="TableServiceClient"/> and a <see cref="TimeProvider"/>.</param>
    /// <param name="configuration">The settings: section <see cref="OrchestrationOptions.Section"/>.</param>
    /// <param name="tasks">The orchestrators and activities.</param>
    /// <exception cref="NotSupportedException">The settings choose the Durable Task Scheduler, and the build has no official packages.</exception>
    public static IServiceCollection AddOrchestrations(this IServiceCollection services, IConfiguration configuration, OrchestrationTasks tasks)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(tasks);
        var section = configuration.GetSection(OrchestrationOptions.Section);
        services.AddOptions<OrchestrationOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(tasks);
        if (section[nameof(OrchestrationOptions.Backend)] == OrchestrationOptions.Scheduler) return services.AddScheduler(section, tasks);
        return services.AddTableEngine();
    }

    private static IServiceCollection AddScheduler(this IServiceCollection services, IConfigurationSection section, OrchestrationTasks tasks)
    {
        var connection = section[nameof(OrchestrationOptions.SchedulerConnection)] is { Length: > 0 } text
            ? text
            : throw new InvalidOperationException("Orchestration__SchedulerConnection is needed when Orchestration__Backend is durable-task-scheduler.");
        services.AddDurableTaskWorker(builder =>
        {
            builder.AddTasks(tasks.CopyTo);
            builder.UseDurableTaskScheduler(connection);
        });
        services.AddDurableTaskClient(builder => builder.UseDurableTaskScheduler(connection));
        services.AddSingleton(new OrchestrationPump(null, TimeProvider.System));
        return services;
    }

    private static IServiceCollection AddTableEngine(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DataConverter>(JsonDataConverter.Default);
        services.AddSingleton<InstanceChanges>();
        services.AddSingleton<StoreClock>();
        services.AddSingleton(provider => new ShardCount(
            Table(provider), Options(provider), provider.GetRequiredService<StoreClock>(), provider.GetRequiredService<ILogger<ShardCount>>()));
        services.AddSingleton(provider => new WorkerServices(
            provider.GetRequiredService<OrchestrationTasks>(),
            Options(provider),
            provider.GetRequiredService<DataConverter>(),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<StoreClock>(),
            provider.GetRequiredService<InstanceChanges>()));
        services.AddSingleton(provider => new OrchestrationHost(
            Table(provider), provider.GetRequiredService<ShardCount>(), provider.GetRequiredService<WorkerServices>(), provider.GetRequiredService<ILogger<OrchestrationHost>>()));
        services.AddHostedService(provider => provider.GetRequiredService<OrchestrationHost>());
        services.AddSingleton(provider => new OrchestrationPump(provider.GetRequiredService<OrchestrationHost>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DurableTaskClient>(provider => new TableTaskClient(new ClientServices(
            Table(provider),
            provider.GetRequiredService<ShardCount>(),
            provider.GetRequiredService<DataConverter>(),
            provider.GetRequiredService<InstanceChanges>(),
            provider.GetRequiredService<StoreClock>(),
            provider.GetRequiredService<TimeProvider>(),
            Guid.NewGuid,
            provider.GetRequiredService<OrchestrationHost>())));
        return services;
    }

    private static TableClient Table(IServiceProvider provider) => provider.GetRequiredService<TableServiceClient>().GetTableClient(TableName);

    private static OrchestrationOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<OrchestrationOptions>>().Value;
}
