using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Keeps the timers of the app going from start to stop.</summary>
internal sealed class TimerService : IHostedService, IDisposable
{
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly TimerLoop[] _loops;
    private Task _running = Task.CompletedTask;

    /// <summary>Makes the timers; they start with the host.</summary>
    /// <param name="timers">The app's timer functions.</param>
    /// <param name="tables">Where their rows are kept.</param>
    /// <param name="runner">Runs functions.</param>
    /// <param name="events">Counts and logs.</param>
    /// <param name="lifetime">Says when no run is to start any more: before the server has drained.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">Lease duration and partition.</param>
    public TimerService(
        IEnumerable<TimerFunction> timers,
        TableServiceClient tables,
        TimerRunner runner,
        TimerEvents events,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        StandaloneOptions options)
    {
        _stopping = lifetime.ApplicationStopping;
        TimerTable table = new(tables, options.TimerPartition);
        TimerLeases leases = new(table, time, options.TimerLeaseDuration, events);
        TimerServices services = new(table, leases, runner, events, time, _giveUp.Token);
        _loops = [.. timers.Select(timer => new TimerLoop(timer, services))];
    }

    /// <summary>Asks a timer for a run as soon as possible.</summary>
    /// <param name="function">The function's name, in any case.</param>
    /// <returns>Whether there is such a timer.</returns>
    public bool RunNow(string function)
    {
        TimerLoop? loop = Array.Find(_loops, loop => string.Equals(loop.Name, function, StringComparison.OrdinalIgnoreCase));
        loop?.RunNow();
        return loop is not null;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(_loops.Select(loop => Task.Run(() => loop.RunAsync(_stopping), CancellationToken.None)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using (cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _giveUp))
        {
            await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _giveUp.Dispose();
}
