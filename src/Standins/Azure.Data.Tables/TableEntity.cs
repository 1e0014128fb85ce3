#nullable disable annotations

using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>An entity as a dictionary of properties, for tables without a fixed schema.</summary>
/// <remarks>
/// Keys, timestamp and ETag are entries too: <c>PartitionKey</c>, <c>RowKey</c>, <c>Timestamp</c> and <c>odata.etag</c>.
/// Property names are case-sensitive.
/// </remarks>
public sealed partial class TableEntity : ITableEntity
{
    internal const string ETagName = "odata.etag";

    private readonly Dictionary<string, object> _properties;

    /// <summary>Creates an entity without properties.</summary>
    public TableEntity()
    {
        _properties = [];
    }

    /// <summary>Creates an entity with a key.</summary>
    /// <param name="partitionKey">The first part of the key.</param>
    /// <param name="rowKey">The second part of the key.</param>
    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>Creates an entity with a copy of the given properties.</summary>
    /// <param name="values">The properties; null for none.</param>
    public TableEntity(IDictionary<string, object> values)
    {
        _properties = values is null ? [] : new Dictionary<string, object>(values);
    }

    /// <inheritdoc/>
    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey));
        set => _properties[nameof(PartitionKey)] = value;
    }

    /// <inheritdoc/>
    public string RowKey
    {
        get => GetString(nameof(RowKey));
        set => _properties[nameof(RowKey)] = value;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(nameof(Timestamp));
        set => _properties[nameof(Timestamp)] = value;
    }

    /// <inheritdoc/>
    public ETag ETag
    {
        get => new(GetString(ETagName));
        set => _properties[ETagName] = value.ToString();
    }

    /// <summary>Gets a string property.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>The value; null when absent.</returns>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public string GetString(string key) => Get(key) switch
    {
        null => null,
        string text => text,
        var other => throw WrongType(other, typeof(string)),
    };

    /// <summary>Gets a binary property.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>The bytes, copied only if they were set as the other binary type; null when absent.</returns>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public byte[] GetBinary(string key) => Get(key) switch
    {
        null => null,
        byte[] bytes => bytes,
        BinaryData data => data.ToArray(),
        var other => throw WrongType(other, typeof(byte[])),
    };

    /// <summary>Gets a binary property.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>The bytes, copied only if they were set as the other binary type; null when absent.</returns>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public BinaryData GetBinaryData(string key) => Get(key) switch
    {
        null => null,
        BinaryData data => data,
        byte[] bytes => BinaryData.FromBytes(bytes),
        var other => throw WrongType(other, typeof(BinaryData)),
    };

    /// <summary>Gets an instant.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>The value, UTC when it came from the service; null when absent.</returns>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public DateTime? GetDateTime(string key) => Get(key) switch
    {
        null => null,
        DateTime value => value,
        DateTimeOffset value => value.UtcDateTime,
        var other => throw WrongType(other, typeof(DateTime)),
    };

    /// <summary>Gets an instant.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>The value, UTC when it came from the service; null when absent.</returns>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public DateTimeOffset? GetDateTimeOffset(string key) => Get(key) switch
    {
        null => null,
        DateTimeOffset value => value,
        DateTime value => new DateTimeOffset(value),
        var other => throw WrongType(other, typeof(DateTimeOffset)),
    };

    /// <summary>Gets a Boolean property.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>The value; null when absent.</returns>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public bool? GetBoolean(string key) => GetStruct<bool>(key);

    /// <summary>Gets a floating-point property.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>The value, possibly NaN or infinite; null when absent.</returns>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public double? GetDouble(string key) => GetStruct<double>(key);

    /// <summary>Gets a GUID property.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>The value; null when absent.</returns>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public Guid? GetGuid(string key) => GetStruct<Guid>(key);

    /// <summary>Gets a 32-bit integer.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>The value; null when absent.</returns>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public int? GetInt32(string key) => GetStruct<int>(key);

    /// <summary>Gets a 64-bit integer.</summary>
    /// <param name="key">The name of the property.</param>
    /// <returns>The value; null when absent.</returns>
    /// <exception cref="InvalidOperationException">The property is of another type, such as a 32-bit integer.</exception>
    public long? GetInt64(string key) => GetStruct<long>(key);

    private T? GetStruct<T>(string key)
        where T : struct => Get(key) switch
        {
            null => null,
            T value => value,
            var other => throw WrongType(other, typeof(T)),
        };

    private object Get(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _properties.GetValueOrDefault(key);
    }

    private static InvalidOperationException WrongType(object value, Type wanted) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Cannot return {wanted} type for a {value.GetType()} typed property."));
}
