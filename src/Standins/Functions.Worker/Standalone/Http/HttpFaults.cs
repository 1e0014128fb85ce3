using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Answers requests whose function threw.</summary>
/// <param name="logger">Receives what the caller is not told.</param>
internal sealed partial class HttpFaults(ILogger<HttpFaults> logger)
{
    // nginx's status for a client that went away: it is seen in logs only.
    private const int ClientClosedRequest = 499;

    /// <summary>Answers one request.</summary>
    /// <param name="invocation">The invocation.</param>
    /// <param name="http">Request and response. When part of the response is already sent, the connection is broken off.</param>
    /// <param name="fault">What the function threw.</param>
    /// <returns>How the invocation ended.</returns>
    public async Task<Outcome> AnswerAsync(Invocation invocation, HttpContext http, Exception fault)
    {
        (Outcome outcome, Problem? problem) = Judge(invocation, http, fault);
        string name = invocation.Function.Definition.Name;
        if (outcome == Outcome.Failed)
            LogFailed(logger, name, invocation.InvocationId, fault);
        else if (outcome == Outcome.TimedOut)
            LogTimedOut(logger, name, invocation.InvocationId, fault);

        if (http.Response.HasStarted)
        {
            http.Abort();
            return outcome;
        }

        http.Response.Clear();
        if (problem is null)
            http.Response.StatusCode = ClientClosedRequest;
        else
            await problem.WriteAsync(http, outcome == Outcome.Rejected ? null : invocation.InvocationId).ConfigureAwait(false);
        return outcome;
    }

    private static (Outcome Outcome, Problem? Problem) Judge(Invocation invocation, HttpContext http, Exception fault) => fault switch
    {
        BadHttpRequestException bad => (Outcome.Rejected, Problem.Rejected(bad)),
        _ when http.RequestAborted.IsCancellationRequested => (Outcome.Cancelled, null),
        OperationCanceledException when invocation.TimedOut => (Outcome.TimedOut, Problem.TimedOut),
        OperationCanceledException when invocation.DrainEnded => (Outcome.Cancelled, Problem.Draining),
        _ => (Outcome.Failed, Problem.Failed),
    };

    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed (invocation {InvocationId}).")]
    private static partial void LogFailed(ILogger logger, string function, string invocationId, Exception fault);

    [LoggerMessage(2, LogLevel.Error, "Function {Function} took longer than it may (invocation {InvocationId}).")]
    private static partial void LogTimedOut(ILogger logger, string function, string invocationId, Exception fault);
}
