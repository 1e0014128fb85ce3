namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Turns on HTTP functions that take <c>HttpRequest</c> and return <c>IResult</c> or <c>IActionResult</c>.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Turns HTTP functions on. An app with HTTP functions that does not call this does not start.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ServesHttp = true;
        return builder;
    }

    /// <summary>Turns HTTP functions on and configures the worker.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configureWorker">Adds middleware and services.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(
        this FunctionsApplicationBuilder builder, Action<IFunctionsWorkerApplicationBuilder> configureWorker)
    {
        ArgumentNullException.ThrowIfNull(configureWorker);
        builder.ConfigureFunctionsWebApplication();
        configureWorker(builder);
        return builder;
    }
}
