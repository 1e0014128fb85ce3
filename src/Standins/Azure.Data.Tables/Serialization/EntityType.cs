using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>The stored properties of an entity class, found once per class.</summary>
internal sealed class EntityType
{
    private static readonly ConcurrentDictionary<Type, EntityType> Cache = new();
    private static readonly JsonEncodedText PartitionKey = JsonEncodedText.Encode(nameof(ITableEntity.PartitionKey));
    private static readonly JsonEncodedText RowKey = JsonEncodedText.Encode(nameof(ITableEntity.RowKey));

    private readonly EntityProperty[] _properties;
    private readonly Lazy<Func<ITableEntity>> _create;

    private EntityType(Type type)
    {
        _properties = [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(IsStored)
            .Select(property => EntityProperty.Create(property, StoredName(property)))];
        _create = new(() => Expression.Lambda<Func<ITableEntity>>(Expression.Convert(Expression.New(type), typeof(ITableEntity))).Compile());
    }

    /// <summary>Gets the description of a class.</summary>
    /// <exception cref="NotSupportedException">A property is of a type that the service cannot store.</exception>
    public static EntityType Of(Type type) => Cache.GetOrAdd(type, static key => new EntityType(key));

    /// <summary>Gets the name that a property is stored under.</summary>
    public static string StoredName(MemberInfo property) =>
        property.GetCustomAttribute<DataMemberAttribute>(inherit: true)?.Name is { Length: > 0 } name ? name : property.Name;

    /// <summary>Makes an entity with its parameterless constructor.</summary>
    public ITableEntity Create() => _create.Value();

    /// <summary>Writes the key and the properties that are not null.</summary>
    public void Write(Utf8JsonWriter writer, ITableEntity entity)
    {
        writer.WriteString(PartitionKey, entity.PartitionKey);
        writer.WriteString(RowKey, entity.RowKey);
        foreach (var property in _properties)
            property.Write(writer, entity);
    }

    /// <summary>Finds the property that the reader names.</summary>
    /// <param name="reader">At a property name.</param>
    /// <param name="hint">The index after that of the last one found: stored properties mostly come in the order they were written.</param>
    /// <returns>The property, or null for one that the class lacks.</returns>
    public EntityProperty? Find(ref Utf8JsonReader reader, ref int hint)
    {
        for (var i = 0; i < _properties.Length; i++)
        {
            var index = (hint + i) % _properties.Length;
            if (reader.ValueTextEquals(_properties[index].Name.EncodedUtf8Bytes))
            {
                hint = index + 1;
                return _properties[index];
            }
        }

        return null;
    }

    private static bool IsStored(PropertyInfo property) =>
        property.GetMethod is { IsPublic: true }
        && property.GetIndexParameters().Length == 0
        && property.Name is not (nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey) or nameof(ITableEntity.Timestamp) or nameof(ITableEntity.ETag))
        && !property.IsDefined(typeof(IgnoreDataMemberAttribute), inherit: true);
}
