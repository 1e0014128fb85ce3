using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Orchestration.Client;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>Runs a worker as long as the process lives, a loop for each shard.</summary>
internal sealed partial class OrchestrationHost(TableClient table, ShardCount count, WorkerServices services, ILogger<OrchestrationHost> logger)
    : BackgroundService, IClientWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(2);

    private OrchestrationWorker? _worker;

    /// <summary>Gets the worker; null until storage has answered once.</summary>
    public OrchestrationWorker? Worker => _worker;

    /// <inheritdoc/>
    public void Nudge(Message message, InstanceRow? created) => _worker?.Nudge(message, created);

    /// <inheritdoc/>
    public bool Runs(string instanceId) => _worker?.ShardOf(instanceId).IsOwned ?? false;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            var shards = await CountAsync(stoppingToken).ConfigureAwait(false);
            _worker = new OrchestrationWorker(Guid.NewGuid().ToString("N"), table, shards, services, work => _ = Task.Run(work, CancellationToken.None));
            var loops = _worker.Shards.Select(shard => Task.Run(() => RunAsync(_worker, shard, stoppingToken), CancellationToken.None)).ToList();
            await Task.WhenAll(loops.Append(BalanceAsync(_worker, stoppingToken))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private async Task<int> CountAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await count.GetAsync(cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                Unavailable(e);
                await Task.Delay(Pause, services.Time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task RunAsync(OrchestrationWorker worker, Shard shard, CancellationToken stopping)
    {
        var signal = worker.SignalOf(shard.Number);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                // What is begun is ended: a turn that is given up halfway would have to be read anew.
                var pause = await shard.RunOnceAsync(CancellationToken.None).ConfigureAwait(false);
                await signal.WaitAsync(pause, services.Time, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Goes on below.
        }

        await LetGoAsync(shard).ConfigureAwait(false);
    }

    // Running activities are waited for and their results stored, so that nobody has to run them again.
    private async Task LetGoAsync(Shard shard)
    {
        using var patience = new CancellationTokenSource(services.Options.DrainTime, services.Time);
        try
        {
            await shard.DrainAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            NotLetGo(e, shard.Number);
        }
    }

    private async Task BalanceAsync(OrchestrationWorker worker, CancellationToken stopping)
    {
        var balance = new ShardBalance(worker);
        while (true)
        {
            await Task.Delay(Watch, services.Time, stopping).ConfigureAwait(false);
            try
            {
                await balance.AskAsync(stopping).ConfigureAwait(false);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                Unavailable(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Orchestrations wait: the store does not answer")]
    private partial void Unavailable(Exception e);

    [LoggerMessage(LogLevel.Warning, "Shard {Shard} was not let go; others take it when its lease ends")]
    private partial void NotLetGo(Exception e, int shard);
}
