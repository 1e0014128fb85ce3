using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Orchestration.Client;
using Reliability.Orchestration.Store;
using Reliability.Orchestration.Workers;

namespace Reliability.Orchestration.Tests.Testing;

/// <summary>A client in a process without a worker.</summary>
internal static class RealClient
{
    public static DurableTaskClient On(TableClient table, int shards)
    {
        var clock = new StoreClock(TimeProvider.System);
        var count = new ShardCount(table, new OrchestrationOptions { Shards = shards }, clock, NullLogger<ShardCount>.Instance);
        return new TableTaskClient(new ClientServices(table, count, JsonDataConverter.Default, new InstanceChanges(), clock, TimeProvider.System, Guid.NewGuid, new NoWorker()));
    }

    internal sealed class NoWorker : IClientWorker
    {
        public void Nudge(Message message, InstanceRow? created)
        {
        }

        public bool Runs(string instanceId) => false;
    }
}
