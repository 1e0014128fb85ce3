using Azure;
using Azure.Data.Tables;

namespace Reliability.Testing;

/// <summary>One change of one row, copied from what the caller passed.</summary>
/// <param name="Key">The row.</param>
/// <param name="Type">What to do.</param>
/// <param name="Properties">The properties that are not null, key included; empty for a delete.</param>
/// <param name="IfMatch">The version that must be stored; null when the row need not exist.</param>
internal sealed record EntityWrite(RowId Key, TableTransactionActionType Type, IReadOnlyDictionary<string, object> Properties, ETag? IfMatch)
{
    public bool IsAdd => Type == TableTransactionActionType.Add;

    public bool IsDelete => Type == TableTransactionActionType.Delete;

    public bool IsMerge => Type is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge;

    /// <summary>Copies an action.</summary>
    /// <exception cref="ArgumentNullException">A part of the key is null.</exception>
    /// <exception cref="NotSupportedException">A property is of a type that the service cannot store.</exception>
    public static EntityWrite Of(TableTransactionAction action)
    {
        ArgumentNullException.ThrowIfNull(action.Entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(action.Entity.RowKey);
        var key = new RowId(action.Entity.PartitionKey, action.Entity.RowKey);
        return action.ActionType == TableTransactionActionType.Delete
            ? new(key, action.ActionType, new Dictionary<string, object>(), action.ETag == default ? ETag.All : action.ETag)
            : new(key, action.ActionType, EntityMapper.Write(action.Entity), Condition(action));
    }

    private static ETag? Condition(TableTransactionAction action) =>
        action.ActionType is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace && action.ETag != default
            ? action.ETag
            : null;
}
