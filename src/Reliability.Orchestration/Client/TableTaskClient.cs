using Azure;
using Azure.Data.Tables;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Client;

/// <summary>Starts orchestrations, tells them things and reads how they are: the client of the engine on tables.</summary>
/// <remarks>What a method has returned from is stored. Every method may be called again after a failure; only an event may then arrive twice.</remarks>
internal sealed partial class TableTaskClient(ClientServices services) : DurableTaskClient("tables")
{
    private const int MaxTries = 5;
    private const int MaxLooks = 16;
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowestLook = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _looks = new(MaxLooks);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var id = options?.InstanceId is { } chosen ? InstanceIds.Require(chosen) : services.NewId().ToString("N");
        var start = new ExecutionStarted(
            orchestratorName.Name,
            options?.Version?.Version ?? "",
            Payloads.Require(services.Converter.Serialize(input), "The input"),
            services.NewId().ToString("N"),
            Tags: options?.Tags is { Count: > 0 } tags ? tags : null,
            StartAt: options?.StartAt?.ToUniversalTime());
        await CreateAsync(id, start, options?.DedupeStatuses ?? [], cancellation).ConfigureAwait(false);
        return id;
    }

    public override async Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var payload = Payloads.Require(services.Converter.Serialize(eventPayload), "The event");
        await SendAsync(instanceId, id => new EventReceived(id, eventName, payload), cancellation).ConfigureAwait(false);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, isEnd: false, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, isEnd: true, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var row = await ReadAsync(instanceId, getInputsAndOutputs ? null : InstanceRow.Brief, cancellation).ConfigureAwait(false);
        return row is null ? null : InstanceMetadata.Of(row, getInputsAndOutputs ? services.Converter : null);
    }

    public override ValueTask DisposeAsync()
    {
        _looks.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, bool isEnd, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        var isUnderWay = isEnd && services.Changes.IsUnderWay(instanceId);
        for (var pause = FirstLook; ; pause = pause < SlowestLook ? pause * 2 : SlowestLook)
        {
            var change = services.Changes.Next(instanceId);
            try
            {
                var instance = isUnderWay ? null : await LookAsync(instanceId, getInputsAndOutputs, change, cancellation).ConfigureAwait(false);
                if (instance is not null && IsOver(instance, isEnd)) return instance;
                var told = await ChangedAsync(change, services.Runs(instanceId) ? SlowestLook : pause, cancellation).ConfigureAwait(false);
                if (told is not null && InstanceMetadata.Of(told, getInputsAndOutputs ? services.Converter : null) is var changed && IsOver(changed, isEnd)) return changed;

                // What was told is newer than what would be found.
                isUnderWay = told is not null;
            }
            finally
            {
                services.Changes.Leave(instanceId, change);
            }
        }
    }

    private static bool IsOver(OrchestrationMetadata instance, bool isEnd) => isEnd ? instance.IsCompleted : instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending;

    // Many may wait at once: they look one after the other, and those who were told meanwhile not at all.
    private async Task<OrchestrationMetadata?> LookAsync(string instanceId, bool getInputsAndOutputs, Task change, CancellationToken cancellation)
    {
        await _looks.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return change.IsCompleted
                ? null
                : await GetInstancesAsync(instanceId, getInputsAndOutputs, cancellation).ConfigureAwait(false)
                    ?? throw new InvalidOperationException($"There is no instance '{instanceId}'.");
        }
        finally
        {
            _looks.Release();
        }
    }

    // What changes in this process is told at once; what changes elsewhere is found by looking.
    private async Task<InstanceRow?> ChangedAsync(Task<InstanceRow> change, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return await change.WaitAsync(patience, services.Time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task CreateAsync(string id, ExecutionStarted start, IReadOnlyList<string> dedupe, CancellationToken cancellation)
    {
        InstanceRow? existing = null;
        for (var tries = 1; ; tries++)
        {
            if (await TryCreateAsync(id, start, existing, tries == MaxTries, cancellation).ConfigureAwait(false)) return;
            existing = await ReadAsync(id, null, cancellation).ConfigureAwait(false);
            if (existing?.ExecutionId == start.ExecutionId) return;
            if (existing is not null && (!existing.IsTerminal || dedupe.Contains(existing.Status, StringComparer.OrdinalIgnoreCase)))
                throw new OrchestrationAlreadyExistsException($"There is an instance '{id}', which is {existing.Status}.");

            // What was sent to the one that ended, and comes again, is not for the one that begins.
            if (existing is not null) start = start with { Seen = await (await services.StoreOfAsync(id, cancellation).ConfigureAwait(false)).ReadSeenAsync(existing, cancellation).ConfigureAwait(false) };
        }
    }

    private async Task<bool> TryCreateAsync(string id, ExecutionStarted start, InstanceRow? existing, bool isLast, CancellationToken cancellation)
    {
        var mailer = await services.MailerAsync(cancellation).ConfigureAwait(false);
        var row = InstanceRows.Create(id, start, existing, services.Clock.Now);
        var message = new Message($"{services.NextMessageId()}-start", id, start with { Input = null, Tags = null });
        var inbox = mailer.ToRow(message);
        var type = existing is null ? TableTransactionActionType.Add : TableTransactionActionType.UpdateReplace;
        try
        {
            await services.Writer.WriteAsync(
                inbox.PartitionKey,
                [
                    new TableTransactionAction(type, row.ToRow(inbox.PartitionKey), existing?.ETag ?? default),
                    new TableTransactionAction(TableTransactionActionType.UpsertReplace, inbox),
                ],
                cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412 && !isLast)
        {
            return false;
        }

        services.Nudge(message, row);
        return true;
    }

    private async Task SendAsync(string instanceId, Func<string, HistoryRecord> arrival, CancellationToken cancellation)
    {
        InstanceIds.Require(instanceId);
        var id = services.NextMessageId();
        var message = new Message(id, instanceId, arrival(id));
        var mailer = await services.MailerAsync(cancellation).ConfigureAwait(false);
        var row = mailer.ToRow(message);
        await services.Writer.WriteAsync(row.PartitionKey, [new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)], cancellation).ConfigureAwait(false);
        services.Nudge(message);
    }

    private async Task<InstanceRow?> ReadAsync(string instanceId, IEnumerable<string>? columns, CancellationToken cancellation) =>
        await (await services.StoreOfAsync(instanceId, cancellation).ConfigureAwait(false))
            .ReadInstanceAsync(RowKeys.Escape(instanceId), columns, cancellation).ConfigureAwait(false);
}
