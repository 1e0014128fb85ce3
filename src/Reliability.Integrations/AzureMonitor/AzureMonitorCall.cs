using System.Text.Json;
using Azure;
using Azure.Identity;

namespace Reliability.Integrations.AzureMonitor;

/// <summary>Calls Azure within a time, and says what its failures mean.</summary>
/// <param name="limits">The time.</param>
/// <param name="time">Its clock.</param>
internal sealed class AzureMonitorCall(AzureMonitorLimits limits, TimeProvider time)
{
    /// <summary>Runs everything that reads one indicator.</summary>
    /// <param name="source">What is read, for messages.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="AzureMonitorUnavailableException">The time is over, Azure is unavailable or throttles, or its answer is broken or not whole.</exception>
    /// <exception cref="AzureMonitorRejectedException">Azure refuses.</exception>
    public async Task<T> RunAsync<T>(string source, Func<CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(limits.ReadTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await read(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            var reason = timeout.IsCancellationRequested ? $"did not answer within {limits.ReadTime.TotalSeconds:0.###} s" : "did not answer in time";
            throw new AzureMonitorUnavailableException($"Azure Monitor {reason} ({source}).", exception);
        }
        catch (Exception exception) when (Translate(exception, source) is { } translated)
        {
            throw translated;
        }
    }

    private static Exception? Translate(Exception exception, string source) => exception switch
    {
        // Status 200 is a result that is not whole.
        RequestFailedException { Status: 0 or 200 or 408 or 429 or >= 500 } failed => new AzureMonitorUnavailableException(MessageOf(failed, source), failed),
        RequestFailedException failed => new AzureMonitorRejectedException(MessageOf(failed, source), failed),
        CredentialUnavailableException => new AzureMonitorRejectedException($"The app has no identity to ask Azure Monitor with ({source}).", exception),
        AuthenticationFailedException => new AzureMonitorUnavailableException($"There is no token for Azure Monitor ({source}).", exception),
        // After the last retry, the failures of all tries.
        AggregateException or IOException => new AzureMonitorUnavailableException($"Azure Monitor cannot be reached ({source}).", exception),
        JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException =>
            new AzureMonitorUnavailableException($"The answer of Azure Monitor is broken ({source}).", exception),
        _ => null,
    };

    private static string MessageOf(RequestFailedException failed, string source)
    {
        var text = failed.Message.Split('\n')[0].TrimEnd();
        return failed.Status switch
        {
            0 => $"Azure Monitor cannot be reached ({source}).",
            200 => $"Azure Monitor answered only in part ({source}): {failed.ErrorCode}.",
            _ => $"Azure Monitor answered {failed.Status} {failed.ErrorCode} ({source}): {text}",
        };
    }
}
