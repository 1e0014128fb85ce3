using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Reliability.Integrations.AzureMonitor;
using Reliability.Integrations.Prometheus;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Registers the service level objectives.</summary>
public static class SloRegistration
{
    private static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds the evaluation of objectives and their reading.</summary>
    /// <remarks>Needs the configuration files, <see cref="Reliability.Integrations.Tables.Rum.RumCells"/> and an <see cref="Azure.Data.Tables.TableServiceClient"/>; each <see cref="ISliSource"/> that is added joins in.</remarks>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddSlo(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SloOptions>().BindConfiguration(SloOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SloOptions>, SloOptionsValidation>();
        services.AddSingleton<SloMetrics>();
        services.AddSingleton<SloStatusTable>();
        services.AddSingleton<SloReading>();
        services.AddSingleton<MinuteCellTable>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SloOptions>>().Value.ToLimits());
        services.AddSingleton<MinuteCollector>();
        services.AddSingleton<SloEvaluation>();
        services.AddSingleton<SloAlertTelling>();
        services.TryAddSingleton<ISloAlerts, LoggedSloAlerts>();
        services.AddSingleton<ISliSource, RumSliSource>();
        services.AddPrometheus();
        services.AddSingleton<ISliSource, RumErrorSliSource>();
        services.AddAzureMonitor();
        services.AddSloReports();
        services.AddHealthChecks().AddCheck<SloLag>("slo-evaluation", timeout: HealthTimeout);
        return services;
    }
}
