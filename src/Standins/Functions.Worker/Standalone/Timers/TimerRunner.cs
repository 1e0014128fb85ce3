using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Runs timer functions, once the right to do so is secured.</summary>
/// <param name="engine">What all functions of the host run on.</param>
/// <param name="scopes">Makes the services of a run.</param>
/// <param name="logger">Receives failures.</param>
internal sealed partial class TimerRunner(InvocationEngine engine, IServiceScopeFactory scopes, ILogger<TimerRunner> logger)
{
    /// <summary>Runs a function once.</summary>
    /// <param name="timer">The function.</param>
    /// <param name="info">What it is told.</param>
    /// <param name="lost">Cancelled when the lease is lost.</param>
    /// <returns>How the run ended. Faults of the function never leave this method.</returns>
    public async Task<Outcome> RunAsync(TimerFunction timer, TimerInfo info, CancellationToken lost)
    {
        try
        {
            AsyncServiceScope services = scopes.CreateAsyncScope();
            await using (services.ConfigureAwait(false))
                return await RunAsync(new Invocation(timer.Function, engine.Limits, info, services.ServiceProvider, lost), lost).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // A service of the run that fails to go away must not stop the timer.
            LogFailed(logger, timer.Name, "", fault);
            return Outcome.Failed;
        }
    }

    private async Task<Outcome> RunAsync(Invocation invocation, CancellationToken lost)
    {
        using (invocation)
        {
            using IDisposable? scope = engine.Telemetry.OpenScope(invocation);
            Activity? span = InvocationTelemetry.StartSpan(invocation);
            Outcome outcome = await InvokeAsync(invocation, lost).ConfigureAwait(false);
            engine.Telemetry.End(invocation, span, outcome);
            return outcome;
        }
    }

    private async Task<Outcome> InvokeAsync(Invocation invocation, CancellationToken lost)
    {
        string name = invocation.Function.Definition.Name;
        try
        {
            await engine.Pipeline.RunAsync(invocation).ConfigureAwait(false);
            return Outcome.Succeeded;
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested || invocation.DrainEnded)
        {
            return Outcome.Cancelled;
        }
        catch (OperationCanceledException) when (invocation.TimedOut)
        {
            LogTimedOut(logger, name, invocation.InvocationId);
            return Outcome.TimedOut;
        }
        catch (Exception fault)
        {
            LogFailed(logger, name, invocation.InvocationId, fault);
            return Outcome.Failed;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Timer {Function} failed (invocation {InvocationId}).")]
    private static partial void LogFailed(ILogger logger, string function, string invocationId, Exception fault);

    [LoggerMessage(2, LogLevel.Error, "Timer {Function} took longer than it may and was cancelled (invocation {InvocationId}).")]
    private static partial void LogTimedOut(ILogger logger, string function, string invocationId);
}
