using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Workers;

/// <summary>A message that reached its shard and had no turn yet.</summary>
/// <param name="Message">The message.</param>
/// <param name="RowKey">Its row in the inbox; null for what only this process knows, such as the result of an activity that ran here.</param>
/// <param name="Created">The instance that it starts, where this process has just stored it: it has no history yet.</param>
internal sealed record Pending(Message Message, string? RowKey, InstanceRow? Created = null);
