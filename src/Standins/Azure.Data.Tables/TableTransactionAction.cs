namespace Azure.Data.Tables;

/// <summary>One action of a transaction on the entities of one partition.</summary>
public class TableTransactionAction
{
    /// <summary>Creates an unconditional action.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The entity to do it to; for a delete only its keys matter.</param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>Creates an action that is conditional on the stored version.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The entity to do it to; for a delete only its keys matter.</param>
    /// <param name="etag">The version that must be stored; <see cref="ETag.All"/> for any. Ignored by adds and upserts.</param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>Gets what to do.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>Gets the entity to do it to.</summary>
    public ITableEntity Entity { get; }

    /// <summary>Gets the version that must be stored; the default value when there is no condition.</summary>
    public ETag ETag { get; }
}
