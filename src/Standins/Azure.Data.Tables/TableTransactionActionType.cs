namespace Azure.Data.Tables;

/// <summary>What one action of a transaction does.</summary>
public enum TableTransactionActionType
{
    /// <summary>Adds the entity; the transaction fails with 409 if it exists.</summary>
    Add = 0,

    /// <summary>Merges into the entity; without an ETag, an entity that does not exist is added.</summary>
    UpdateMerge = 1,

    /// <summary>Replaces the entity; without an ETag, an entity that does not exist is added.</summary>
    UpdateReplace = 2,

    /// <summary>Deletes the entity; the transaction fails with 404 if there is none.</summary>
    Delete = 3,

    /// <summary>Merges into the entity, or adds it.</summary>
    UpsertMerge = 4,

    /// <summary>Replaces the entity, or adds it.</summary>
    UpsertReplace = 5,
}
