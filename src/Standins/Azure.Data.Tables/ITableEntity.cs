namespace Azure.Data.Tables;

/// <summary>What every entity carries. Implement it on a class with a parameterless constructor to store that class as an entity.</summary>
/// <remarks>
/// The other readable public properties are stored as well, under their name or that of
/// <see cref="System.Runtime.Serialization.DataMemberAttribute"/>; mark the rest with
/// <see cref="System.Runtime.Serialization.IgnoreDataMemberAttribute"/>. Null properties are not stored.
/// </remarks>
public interface ITableEntity
{
    /// <summary>Gets or sets the first part of the key: at most 1 KiB, may be empty, never null when written.</summary>
    string PartitionKey { get; set; }

    /// <summary>Gets or sets the second part of the key, unique in its partition: at most 1 KiB, may be empty, never null when written.</summary>
    string RowKey { get; set; }

    /// <summary>Gets or sets when the service last wrote the entity. Set by reads; ignored by writes.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>Gets or sets the version of the entity as of the read that filled it. Opaque; never sent with the entity.</summary>
    ETag ETag { get; set; }
}
