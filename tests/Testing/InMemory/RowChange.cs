using Azure.Data.Tables;

namespace Reliability.Testing;

/// <summary>A row that an operation on <see cref="InMemoryTables"/> wrote or deleted.</summary>
/// <param name="Table">The table.</param>
/// <param name="PartitionKey">The partition.</param>
/// <param name="RowKey">The row.</param>
/// <param name="Read">Reads the row as it was written; null when it was deleted.</param>
public sealed record RowChange(string Table, string PartitionKey, string RowKey, Func<TableEntity>? Read);
