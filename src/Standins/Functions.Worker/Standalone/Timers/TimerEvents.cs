using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Counts and logs what happens to timers besides their runs.</summary>
internal sealed partial class TimerEvents
{
    private readonly ILogger _logger;
    private readonly Counter<long> _events;

    /// <summary>Makes the counter.</summary>
    /// <param name="meters">Owner of the meter.</param>
    /// <param name="logger">The log.</param>
    public TimerEvents(IMeterFactory meters, ILogger<TimerEvents> logger)
    {
        _logger = logger;
        _events = meters.Create(InvocationTelemetry.SourceName)
            .CreateCounter<long>("functions.timer.events", "{event}", "Skipped, past due, taken over, lost, storage failures, by function.");
    }

    /// <summary>An occurrence was already done by another process.</summary>
    /// <param name="function">The function.</param>
    public void Skipped(string function) => Count(function, "skipped");

    /// <summary>A run makes up for one or more that were missed.</summary>
    /// <param name="function">The function.</param>
    /// <param name="occurrence">The latest occurrence missed.</param>
    public void PastDue(string function, DateTimeOffset occurrence)
    {
        Count(function, "past_due");
        LogPastDue(_logger, function, occurrence);
    }

    /// <summary>The lease of a process that does not renew it any more was taken over.</summary>
    /// <param name="function">The function.</param>
    /// <param name="from">The process.</param>
    /// <param name="fence">The new fencing token.</param>
    public void TookOver(string function, string from, long fence)
    {
        Count(function, "took_over");
        LogTookOver(_logger, function, from, fence);
    }

    /// <summary>The lease was lost during a run, or could not be renewed in time; the run is cancelled.</summary>
    /// <param name="function">The function.</param>
    /// <param name="fence">The fencing token of the lease.</param>
    public void LeaseLost(string function, long fence)
    {
        Count(function, "lease_lost");
        LogLeaseLost(_logger, function, fence);
    }

    /// <summary>Storage failed; the operation is tried again.</summary>
    /// <param name="function">The function.</param>
    /// <param name="operation">What was tried: take, renew or release.</param>
    /// <param name="fault">The failure.</param>
    public void StorageFailed(string function, string operation, Exception fault)
    {
        Count(function, "storage_failed");
        LogStorageFailed(_logger, function, operation, fault);
    }

    private void Count(string function, string what) =>
        _events.Add(1, new KeyValuePair<string, object?>("function", function), new KeyValuePair<string, object?>("event", what));

    [LoggerMessage(1, LogLevel.Information, "Timer {Function} is past due: its occurrence at {Occurrence:O} was missed.")]
    private static partial void LogPastDue(ILogger logger, string function, DateTimeOffset occurrence);

    [LoggerMessage(2, LogLevel.Warning, "Timer {Function}: took over the lease of {From}, which stopped renewing it (fence {Fence}).")]
    private static partial void LogTookOver(ILogger logger, string function, string from, long fence);

    [LoggerMessage(3, LogLevel.Warning, "Timer {Function}: the lease with fence {Fence} is lost; the run is cancelled.")]
    private static partial void LogLeaseLost(ILogger logger, string function, long fence);

    [LoggerMessage(4, LogLevel.Warning, "Timer {Function}: storage failed to {Operation} the lease; trying again.")]
    private static partial void LogStorageFailed(ILogger logger, string function, string operation, Exception fault);
}
