using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Azure.Functions.Worker.Standalone;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds a function app that runs on the stand-alone host.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly string[] _args;
    private readonly WebApplicationBuilder _web;
    private readonly StartupErrors _errors = new();
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _built;

    internal FunctionsApplicationBuilder(string[] args)
    {
        _args = args;
        _web = WebApplication.CreateSlimBuilder(args);
        HostSettings.AddTo(_web, _errors);
    }

    /// <inheritdoc/>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    /// <inheritdoc/>
    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>Gets the configuration: host.json, local.settings.json, the environment and the command line, each overriding those before it.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => _web.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => _web.Logging;

    /// <inheritdoc/>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <inheritdoc cref="IHostApplicationBuilder.Services"/>
    public IServiceCollection Services => _web.Services;

    /// <summary>Gets or sets whether HTTP functions are turned on.</summary>
    internal bool ServesHttp { get; set; }

    /// <summary>Gets or sets the types functions are looked for in; the app's assemblies when <see langword="null"/>.</summary>
    internal IEnumerable<Type>? FunctionTypes { get; set; }

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        if (_built)
            throw new InvalidOperationException("The application has already been built.");
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>Builds the host. What is wrong with the app is reported, all at once, when the host starts.</summary>
    /// <returns>The host.</returns>
    /// <exception cref="InvalidOperationException">The host was already built.</exception>
    public IHost Build()
    {
        if (_built)
            throw new InvalidOperationException("The application has already been built.");
        _built = true;
        return new HostAssembly(_web, _errors)
        {
            Args = _args,
            ServesHttp = ServesHttp,
            Middleware = _middleware,
            OwnsProcess = FunctionTypes is null && AppAssemblies.IsEntry(_web.Environment.ApplicationName),
            FunctionTypes = FunctionTypes ?? AppAssemblies.Types(_web.Environment.ApplicationName),
        }.Build();
    }
}
