using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables;
using Reliability.Integrations.Tables.Rum;
using Reliability.Integrations.Tables.Rum.Signals;

namespace Reliability.Functions.Rum.Signals;

/// <summary>Registers sessions, errors, funnels and business metrics.</summary>
internal static class SignalsRegistration
{
    /// <summary>Adds their projection, queries and retention.</summary>
    public static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.AddOptions<RumSignalOptions>().BindConfiguration(RumSignalOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IRumProjection>(provider =>
        {
            var configuration = provider.GetRequiredService<ReliabilityConfiguration>();
            return new RumSignals(Sessions(provider), Totals(provider), site => configuration.FindSite(site)?.Funnels ?? [], Options(provider));
        });
        services.AddSingleton(provider => new RumSignalReader(Sessions(provider), Totals(provider)));
        services.AddSingleton(provider => new RumSessionCounts(Sessions(provider), Totals(provider)));
        services.AddSingleton(provider => new RumSignalRetention(
            Sessions(provider), [Totals(provider), Table(provider, TableNames.RumResources)], Options(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IRumDeletion>(provider => provider.GetRequiredService<RumSignalRetention>());
        return services;
    }

    private static TableClient Sessions(IServiceProvider provider) => Table(provider, TableNames.RumSessions);

    private static TableClient Totals(IServiceProvider provider) => Table(provider, TableNames.RumSignals);

    private static TableClient Table(IServiceProvider provider, string name) => provider.GetRequiredService<TableServiceClient>().GetTableClient(name);

    private static RumSignalOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<RumSignalOptions>>().Value;
}
