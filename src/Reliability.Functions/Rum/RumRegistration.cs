using System.Diagnostics.Metrics;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reliability.Functions.Rum.Signals;
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
        services.AddOptions<RumCountingOptions>().BindConfiguration(RumCountingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RumRetentionOptions>().BindConfiguration(RumRetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RumLimitOptions>().BindConfiguration(RumLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RumJournal>();
        services.AddSingleton<BeaconGuard>();
        services.AddSingleton<RumDeletion>();
        services.AddSingleton<IRumDeletion>(provider => provider.GetRequiredService<RumCells>());
        foreach (var table in new[] { TableNames.RumLabels, TableNames.RumBudgets })
            services.AddSingleton<IRumDeletion>(provider => new RumTableDeletion(Table(provider, table)));
        services.AddSingleton<BeaconMetrics>();
        services.AddSingleton<BeaconDoor>();
        services.AddSingleton<WebFiles>();
        services.AddSingleton<VitalsReader>();
        services.AddSingleton(provider => new RumCells(Table(provider, TableNames.RumCells)));
        services.AddSingleton(provider => new RumVitals(Table(provider, TableNames.RumCells)));
        services.AddSingleton(provider => new RumCompaction(Table(provider, TableNames.RumCells), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RumLabels(Table(provider, TableNames.RumLabels)));
        services.AddOptions<RumBudgetOptions>().BindConfiguration(RumBudgetOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new RumResources(Table(provider, TableNames.RumResources)));
        services.AddSingleton<IRumProjection>(provider => provider.GetRequiredService<RumResources>());
        services.AddSingleton(provider => new RumBudgetTable(Table(provider, TableNames.RumBudgets)));
        services.AddSingleton<IBudgetAlerts, LoggedBudgetAlerts>();
        services.AddSingleton<BudgetEvaluation>();
        services.AddSingleton<LoadsReader>();
        services.AddSignals();
        services.AddSingleton(provider => new JournalReader(
            Table(provider, TableNames.RumJournal),
            provider.GetRequiredService<IOptions<JournalReaderOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RumCounting(
            provider.GetRequiredService<RumCells>(),
            provider.GetRequiredService<RumLabels>(),
            provider.GetRequiredService<IOptions<RumCountingOptions>>().Value,
            provider.GetRequiredService<IMeterFactory>()));
        // One per process: it remembers the reports of the last hour.
        services.AddSingleton<RumRollup>();
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
