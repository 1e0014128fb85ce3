using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Serves one HTTP function.</summary>
/// <param name="function">The function.</param>
/// <param name="level">Who may call it.</param>
/// <param name="engine">What all functions of the host run on.</param>
/// <param name="keys">The host's keys.</param>
internal sealed class HttpFunction(RunnableFunction function, AuthorizationLevel level, InvocationEngine engine, KeyRing keys)
{
    /// <summary>Gets the function.</summary>
    public RunnableFunction Function => function;

    /// <summary>Answers a request.</summary>
    /// <param name="http">Request and response.</param>
    /// <returns>A task that ends with the response. Faults of the function never leave it.</returns>
    public Task HandleAsync(HttpContext http) =>
        keys.Opens(level, http.Request) ? RunAsync(http) : Problem.Unauthorized.WriteAsync(http);

    private async Task RunAsync(HttpContext http)
    {
        using Invocation invocation = new(function, engine.Limits, http);
        using IDisposable? scope = engine.Telemetry.OpenScope(invocation);
        Activity? span = InvocationTelemetry.StartSpan(invocation);
        Outcome outcome = Outcome.Succeeded;
        try
        {
            object? result = await engine.Pipeline.RunAsync(invocation).ConfigureAwait(false);
            await HttpResults.WriteAsync(result, http).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            outcome = await engine.Faults.AnswerAsync(invocation, http, fault).ConfigureAwait(false);
        }

        engine.Telemetry.End(invocation, span, outcome);
    }
}
