using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Functions.Health;
using Reliability.Functions.Http;
using Reliability.Functions.Orchestrations;
using Reliability.Functions.Rum;
using Reliability.Functions.Slo;
using Reliability.Functions.Telemetry;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<StorageOutage>();
builder.Services
    .AddSingleton(TimeProvider.System)
    .AddTelemetry()
    .AddConfigurationFiles()
    .AddTables()
    .AddHealth()
    .AddRum()
    .AddSlo()
    .AddSuiteOrchestrations(builder.Configuration);
builder.Build().Run();
