using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Functions.Rum;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Tables;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddConfigurationFiles();
builder.Services.AddTables();
builder.Services.AddRum();
builder.Build().Run();
