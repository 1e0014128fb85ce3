using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>A stored state and the tag that guards its replacement.</summary>
/// <param name="State">The state.</param>
/// <param name="ETag">What the row was when it was read.</param>
public sealed record StoredBudgetState(RumBudgetState State, ETag ETag);

/// <summary>The latest state of every performance budget: partition = site, row = a hash of the budget's scope.</summary>
/// <param name="table">The table <see cref="TableNames.RumBudgets"/>.</param>
public sealed class RumBudgetTable(TableClient table)
{
    private const string Body = "State";

    /// <summary>Reads the states of a site's budgets, also of those no longer configured, by <see cref="RumBudgetAlert.FingerprintOf"/>.</summary>
    /// <exception cref="RequestFailedException">The store failed.</exception>
    public async Task<IReadOnlyDictionary<string, StoredBudgetState>> ReadAsync(string site, CancellationToken cancellation)
    {
        var states = new Dictionary<string, StoredBudgetState>(StringComparer.Ordinal);
        var rows = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {site}"), cancellationToken: cancellation);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            var state = JsonSerializer.Deserialize(row.GetString(Body), RumBudgetJson.Default.RumBudgetState)
                ?? throw new JsonException($"The row {row.PartitionKey} {row.RowKey} has no state.");
            states[RumBudgetAlert.FingerprintOf(site, state.Budget)] = new StoredBudgetState(state, row.ETag);
        }

        return states;
    }

    /// <summary>Writes a state over the one it follows.</summary>
    /// <returns>False when another process wrote in between: then its state stays.</returns>
    /// <exception cref="RequestFailedException">The store failed.</exception>
    public async Task<bool> WriteAsync(RumBudgetState state, StoredBudgetState? previous, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var fingerprint = RumBudgetAlert.FingerprintOf(state.Site, state.Budget);
        var row = new TableEntity(state.Site, Hash64.Of(fingerprint.AsSpan()).ToString("x16", CultureInfo.InvariantCulture))
        {
            [Body] = JsonSerializer.Serialize(state, RumBudgetJson.Default.RumBudgetState),
        };
        try
        {
            if (previous is null) await table.AddEntityAsync(row, cancellation).ConfigureAwait(false);
            else await table.UpdateEntityAsync(row, previous.ETag, TableUpdateMode.Replace, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RumBudgetState))]
internal sealed partial class RumBudgetJson : JsonSerializerContext;
