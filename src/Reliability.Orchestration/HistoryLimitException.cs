using System.Globalization;

namespace Reliability.Orchestration;

/// <summary>A history grew beyond its bound. Long-running orchestrators begin again with <c>ContinueAsNew</c> before it does.</summary>
public sealed class HistoryLimitException : Exception
{
    private HistoryLimitException(string message)
        : base(message)
    {
    }

    internal static HistoryLimitException Of(int events, long bytes, OrchestrationOptions options) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The history would have {events:N0} events (at most {options.MaxHistoryEvents:N0}) and has {bytes:N0} bytes (at most {options.MaxHistoryBytes:N0}). Call ContinueAsNew in time."));
}
