using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What middleware and services are added to.</summary>
public interface IFunctionsWorkerApplicationBuilder
{
    /// <summary>Gets the services of the app.</summary>
    IServiceCollection Services { get; }

    /// <summary>Adds middleware around every invocation. The first added is the outermost.</summary>
    /// <param name="middleware">Makes, from the rest of the pipeline, the pipeline that starts with this middleware. Called once.</param>
    /// <returns>This builder.</returns>
    IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);
}
