using Microsoft.Extensions.DependencyInjection;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Registers what is told of objectives besides their statuses, and corrections.</summary>
internal static class SloReportsRegistration
{
    /// <summary>Adds reports, history, corrections and exposition; each <see cref="IHourContext"/> that is added joins in.</summary>
    public static IServiceCollection AddSloReports(this IServiceCollection services)
    {
        services.AddOptions<SloHistoryOptions>().BindConfiguration(SloHistoryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SloCorrectionOptions>().BindConfiguration(SloCorrectionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SloCorrectionTable>();
        services.AddSingleton<ISloCorrections, SloCorrections>();
        services.AddSingleton<SloHistoryTable>();
        services.AddSingleton<SloHistory>();
        services.AddSingleton<SloReports>();
        services.AddSingleton<SloReplay>();
        services.AddSingleton<SloExposure>();
        services.AddSingleton<IHourContext, RumHourContext>();
        services.AddSingleton<IHourContext, CorrectionHourContext>();
        return services;
    }
}
