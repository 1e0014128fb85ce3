using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Orchestration;
using Reliability.Orchestration.Execution;

namespace Reliability.Functions.Orchestrations;

/// <summary>Registers durable orchestrations, their views and their probe.</summary>
public static class OrchestrationsRegistration
{
    private static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds the engine with the orchestrators of the suite.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The settings.</param>
    public static IServiceCollection AddSuiteOrchestrations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOrchestrations(configuration, new OrchestrationTasks().AddOrchestrator<OrchestrationProbe>().AddActivity<TellTime>());
        services.AddHealthChecks().AddCheck<OrchestrationHealth>("orchestrations", timeout: HealthTimeout);
        return services;
    }
}
