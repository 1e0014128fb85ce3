using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reliability.Integrations.Tables;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Functions.Rum;

/// <summary>Registers real-user monitoring.</summary>
public static class RumRegistration
{
    /// <summary>Adds intake, rollup and queries of beacons.</summary>
    /// <param name="services">The services; tables and configuration files must be registered too.</param>
    public static IServiceCollection AddRum(this IServiceCollection services)
    {
        services.AddOptions<RumOptions>().BindConfiguration(RumOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<JournalOptions>().BindConfiguration(JournalOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<JournalReaderOptions>().BindConfiguration(JournalReaderOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<JournalRetentionOptions>().BindConfiguration(JournalRetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RumRetentionOptions>().BindConfiguration(RumRetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RumLimitOptions>().BindConfiguration(RumLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RumJournal>();
        services.AddSingleton<BeaconGuard>();
        services.AddSingleton<RumDeletion>();
        services.AddSingleton<IRumDeletion>(provider => new RumCellDeletion(Table(provider, TableNames.RumCells), Table(provider, TableNames.RumLabels)));
        services.AddSingleton<BeaconMetrics>();
        services.AddSingleton<BeaconDoor>();
        services.AddSingleton<WebFiles>();
        services.AddSingleton<VitalsReader>();
        services.AddSingleton(provider => new RumCells(Table(provider, TableNames.RumCells)));
        services.AddSingleton(provider => new RumLabels(Table(provider, TableNames.RumLabels)));
        // Each run of the rollup has a reader of its own: a reader remembers the round it handed out.
        services.AddTransient(provider => new JournalReader(
            Table(provider, TableNames.RumJournal),
            provider.GetRequiredService<IOptions<JournalReaderOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddTransient<RumRollup>();
        services.AddSingleton(provider => new JournalRetention(
            Table(provider, TableNames.RumJournal),
            provider.GetRequiredService<IOptions<JournalRetentionOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RumRetention(
            Table(provider, TableNames.RumCells),
            Table(provider, TableNames.RumLabels),
            provider.GetRequiredService<IOptions<RumRetentionOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static TableClient Table(IServiceProvider provider, string name) => provider.GetRequiredService<TableServiceClient>().GetTableClient(name);
}
