using System.Reflection;
using System.Runtime.Serialization;
using Azure.Data.Tables;

namespace Reliability.Testing;

/// <summary>Turns entities into properties of the types that the service stores, and back. Values are copied both ways.</summary>
internal static class EntityMapper
{
    public static IReadOnlyDictionary<string, object> Write(ITableEntity entity)
    {
        var pairs = entity is TableEntity dictionary
            ? dictionary.Where(pair => !pair.Key.StartsWith("odata.", StringComparison.Ordinal)).Select(pair => (pair.Key, (object?)pair.Value))
            : PropertiesOf(entity.GetType()).Select(property => (NameOf(property), property.GetValue(entity)));
        var stored = new Dictionary<string, object>();
        foreach (var (name, value) in pairs)
        {
            if (value is not null && name != nameof(ITableEntity.Timestamp))
                stored[name] = Stored(name, value);
        }

        stored[nameof(ITableEntity.PartitionKey)] = entity.PartitionKey;
        stored[nameof(ITableEntity.RowKey)] = entity.RowKey;
        return stored;
    }

    public static T Read<T>(StoredEntity stored, string[]? select)
        where T : class, ITableEntity
    {
        if (typeof(T).IsAssignableFrom(typeof(TableEntity)))
            return (T)(object)ReadDictionary(stored, select);

        var entity = (T)Activator.CreateInstance(typeof(T), nonPublic: true)!;
        foreach (var property in PropertiesOf(typeof(T)).Where(property => property.CanWrite && IsSelected(NameOf(property), select)))
        {
            if (stored.Properties.TryGetValue(NameOf(property), out var value))
                property.SetValue(entity, Loaded(value, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
        }

        if (IsSelected(nameof(ITableEntity.PartitionKey), select))
            entity.PartitionKey = (string)stored.Properties[nameof(ITableEntity.PartitionKey)];
        if (IsSelected(nameof(ITableEntity.RowKey), select))
            entity.RowKey = (string)stored.Properties[nameof(ITableEntity.RowKey)];
        if (IsSelected(nameof(ITableEntity.Timestamp), select))
            entity.Timestamp = (DateTimeOffset)stored.Properties[nameof(ITableEntity.Timestamp)];
        entity.ETag = stored.ETag;
        return entity;
    }

    private static TableEntity ReadDictionary(StoredEntity stored, string[]? select)
    {
        var entity = new TableEntity { ETag = stored.ETag };
        foreach (var (name, value) in stored.Properties.Where(pair => IsSelected(pair.Key, select)))
            entity[name] = Loaded(value, value.GetType());
        return entity;
    }

    private static bool IsSelected(string name, string[]? select) => select is null || select.Contains(name);

    private static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.GetMethod is { IsPublic: true }
            && typeof(ITableEntity).GetProperty(property.Name) is null
            && !property.IsDefined(typeof(IgnoreDataMemberAttribute)));

    private static string NameOf(PropertyInfo property) => property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;

    private static object Stored(string name, object value) => value switch
    {
        string or bool or int or long or double or Guid => value,
        Enum => value.ToString()!,
        byte[] bytes => bytes.Clone(),
        BinaryData data => data.ToArray(),
        DateTimeOffset instant => instant.ToUniversalTime(),
        DateTime { Kind: DateTimeKind.Utc } instant => new DateTimeOffset(instant),
        _ => throw new NotSupportedException($"The table service cannot store property {name} of type {value.GetType()} and value {value}."),
    };

    private static object Loaded(object value, Type type) => value switch
    {
        byte[] bytes => type == typeof(BinaryData) ? BinaryData.FromBytes((byte[])bytes.Clone()) : bytes.Clone(),
        DateTimeOffset instant when type == typeof(DateTime) => instant.UtcDateTime,
        string text when type.IsEnum => Enum.Parse(type, text),
        _ => value,
    };
}
