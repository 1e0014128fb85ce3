namespace Reliability.Testing;

/// <summary>What an operation does.</summary>
public enum TableOperationKind
{
    /// <summary>Creates a table, perhaps if it does not exist.</summary>
    CreateTable,

    /// <summary>Deletes a table.</summary>
    DeleteTable,

    /// <summary>Reads a page of table names.</summary>
    ListTables,

    /// <summary>Reads an entity, perhaps if it exists.</summary>
    Get,

    /// <summary>Reads a page of entities.</summary>
    Query,

    /// <summary>Adds an entity.</summary>
    Add,

    /// <summary>Updates an entity.</summary>
    Update,

    /// <summary>Adds or updates an entity.</summary>
    Upsert,

    /// <summary>Deletes an entity.</summary>
    Delete,

    /// <summary>Applies several actions at once.</summary>
    Transaction,
}

/// <summary>One operation as <see cref="InMemoryTables"/> saw it.</summary>
/// <param name="Number">Its place among the operations on all tables, from 1.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Table">The table; empty for a list of tables.</param>
/// <param name="PartitionKey">The partition; null where there is none.</param>
/// <param name="RowKey">The row; null where there is none or there are several.</param>
public sealed record TableOperation(int Number, TableOperationKind Kind, string Table, string? PartitionKey, string? RowKey)
{
    /// <summary>Gets whether the operation changes anything.</summary>
    public bool IsWrite => Kind is not (TableOperationKind.Get or TableOperationKind.Query or TableOperationKind.ListTables);
}
