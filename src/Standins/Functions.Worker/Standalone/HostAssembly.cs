using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Puts the host together: functions found, services registered, routes mapped.</summary>
/// <param name="web">The app's configuration, services and server.</param>
/// <param name="errors">What was found wrong so far.</param>
internal sealed class HostAssembly(WebApplicationBuilder web, StartupErrors errors)
{
    /// <summary>Gets the command line.</summary>
    public required string[] Args { get; init; }

    /// <summary>Gets whether HTTP functions are turned on.</summary>
    public required bool ServesHttp { get; init; }

    /// <summary>Gets the app's middleware, outermost first.</summary>
    public required IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware { get; init; }

    /// <summary>Gets whether this process is the app's, rather than a test run that hosts it.</summary>
    public required bool OwnsProcess { get; init; }

    /// <summary>Gets the types functions are looked for in.</summary>
    public required IEnumerable<Type> FunctionTypes { get; init; }

    /// <summary>Builds the host.</summary>
    /// <returns>The host, which reports on start what is wrong with the app.</returns>
    public IHost Build()
    {
        List<FunctionMethod> methods = FunctionDiscovery.Find(FunctionTypes, web.Configuration, errors);
        List<(FunctionMethod Function, HttpRoute Route)> routes = Routes(methods);
        StandaloneOptions options = BoundOptions.Read<StandaloneOptions>(web.Configuration, StandaloneOptions.Section, errors);
        Drain drain = new(options.DrainTimeout);
        List<TimerFunction> timers = Timers(methods);
        AddServer(options);
        AddEngine(drain, methods);
        if (timers.Count > 0)
            AddTimers(timers, options);

        WebApplication app = web.Build();
        HttpRoutes.CheckClashes(routes, errors);
        FunctionInstances.Check(methods, app.Services.GetRequiredService<IServiceProviderIsService>(), errors);
        MapHttp(app, routes);
        AdminEndpoint admin = new(app.Services.GetRequiredService<KeyRing>(), methods, app.Services.GetService<TimerService>());
        app.MapPost(AdminEndpoint.Route, admin.HandleAsync);
        HttpRoutes.UseFunctionRoutes(app);
        return new StandaloneHost(app, errors, OwnsProcess);
    }

    private List<(FunctionMethod Function, HttpRoute Route)> Routes(List<FunctionMethod> methods)
    {
        List<(FunctionMethod Function, HttpRoute Route)> routes = [];
        foreach (FunctionMethod method in methods.Where(method => method.Trigger is HttpTriggerAttribute))
        {
            if (!ServesHttp)
                errors.Add(method.Where, "HTTP functions need builder.ConfigureFunctionsWebApplication() in Program.cs.");
            if (HttpRoute.Of(method, web.Configuration, errors) is { } route)
                routes.Add((method, route));
        }

        return routes;
    }

    private List<TimerFunction> Timers(List<FunctionMethod> methods) =>
        [.. methods
            .Where(method => method.Trigger is TimerTriggerAttribute)
            .Select(method => TimerFunction.Of(method, web.Configuration, errors))
            .OfType<TimerFunction>()];

    private void AddTimers(List<TimerFunction> timers, StandaloneOptions options)
    {
        IServiceCollection services = web.Services;
        if (!services.Any(service => service.IsKeyedService && Equals(service.ServiceKey, TimerStorage.Setting)))
        {
            if (TimerStorage.Client(web.Configuration, errors) is not { } tables)
                return;
            services.AddKeyedSingleton(TimerStorage.Setting, tables);
        }

        services.AddSingleton<TimerEvents>().AddSingleton<TimerRunner>();
        services.AddSingleton(provider => new TimerService(
            timers,
            provider.GetRequiredKeyedService<TableServiceClient>(TimerStorage.Setting),
            provider.GetRequiredService<TimerRunner>(),
            provider.GetRequiredService<TimerEvents>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<TimeProvider>(),
            options));
        services.AddHostedService(provider => provider.GetRequiredService<TimerService>());
    }

    private void AddServer(StandaloneOptions options)
    {
        if (ListenAddress.Choose(Args, web.Configuration, errors) is { } urls)
            web.WebHost.UseUrls(urls);
        web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBodyBytes;
        });
        // The slim builder leaves the regex constraint out.
        web.Services.AddRouting(routing => routing.SetParameterPolicy<RegexInlineRouteConstraint>("regex"));
        // The server stops first, then the timers, then what the app registered: requests in flight still find its services running.
        web.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout + Drain.Unwinding);
    }

    private void AddEngine(Drain drain, List<FunctionMethod> methods)
    {
        IServiceCollection services = web.Services;
        TimeSpan timeout = FunctionTimeout.Read(web.Configuration, errors);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<InvocationTelemetry>().AddSingleton<HttpFaults>().AddSingleton<KeyRing>();
        services.AddSingleton(new InvocationPipeline(Middleware));
        services.AddSingleton(provider => new InvocationLimits(timeout, provider.GetRequiredService<TimeProvider>(), drain.Ended));
        services.AddSingleton(provider => new InvocationEngine(
            provider.GetRequiredService<InvocationLimits>(),
            provider.GetRequiredService<InvocationPipeline>(),
            provider.GetRequiredService<InvocationTelemetry>(),
            provider.GetRequiredService<HttpFaults>()));
        services.AddSingleton(drain);
        if (methods.Any(method => ResultAdapter.NeedsMvc(method.Method.ReturnType)))
            services.AddMvcCore();
    }

    private void MapHttp(WebApplication app, List<(FunctionMethod Function, HttpRoute Route)> routes)
    {
        InvocationEngine engine = app.Services.GetRequiredService<InvocationEngine>();
        KeyRing keys = app.Services.GetRequiredService<KeyRing>();
        ParameterPolicyFactory policies = app.Services.GetRequiredService<ParameterPolicyFactory>();
        foreach ((FunctionMethod method, HttpRoute route) in routes)
        {
            FunctionInvoker? invoker = InvokerCompiler.Compile(method, route.Parameters, errors);
            if (!route.CheckConstraints(method, policies, errors) || invoker is null)
                continue;
            HttpFunction function = new(new RunnableFunction(method, invoker), ((HttpTriggerAttribute)method.Trigger).AuthLevel, engine, keys);
            if (route.Methods.Length == 0)
                app.Map(route.Pattern, function.HandleAsync);
            else
                app.MapMethods(route.Pattern.RawText!, route.Methods, function.HandleAsync);
        }
    }
}
