using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Reliability.Integrations.Tables;

namespace Reliability.Functions.Http;

/// <summary>Answers 503 with <c>Retry-After</c> for a call that failed because the store is unavailable: it is no fault of the call, and it passes.</summary>
internal sealed partial class StorageOutage(ILogger<StorageOutage> logger) : IFunctionsWorkerMiddleware
{
    private const int RetryAfterSeconds = 5;

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception e) when (StorageFault.IsUnavailable(e) && context.GetHttpContext() is { Response.HasStarted: false, RequestAborted.IsCancellationRequested: false })
        {
            Unavailable(context.FunctionDefinition.Name, e);
            await Answer().ExecuteAsync(context.GetHttpContext()!).ConfigureAwait(false);
        }
    }

    private static IResult Answer() => Problem.Create(
        StatusCodes.Status503ServiceUnavailable,
        Problem.TypePrefix + "storage-unavailable",
        "The store does not answer; try again.",
        retryAfterSeconds: RetryAfterSeconds);

    [LoggerMessage(LogLevel.Warning, "Function {Function} could not be answered: the store is unavailable")]
    private partial void Unavailable(string function, Exception e);
}
