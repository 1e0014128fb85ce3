using Reliability.Orchestration.Workers;

namespace Reliability.Orchestration;

/// <summary>Waits while this process has work of orchestrations, so that a platform that lets idle processes sleep keeps it awake.</summary>
/// <remarks>The work itself runs as long as the process lives. With another backend there is nothing to wait for.</remarks>
public sealed class OrchestrationPump
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly OrchestrationHost? _host;
    private readonly TimeProvider _time;

    internal OrchestrationPump(OrchestrationHost? host, TimeProvider time)
    {
        (_host, _time) = (host, time);
    }

    /// <summary>Waits until nothing is to be done, at most 50 s.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        while (_host is { Worker: null or { IsBusy: true } } && _time.GetElapsedTime(start) < Most)
            await Task.Delay(Step, _time, cancellation).ConfigureAwait(false);
    }
}
