using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>One stored property of an entity class.</summary>
internal abstract class EntityProperty(string name)
{
    /// <summary>Gets the stored name.</summary>
    public JsonEncodedText Name { get; } = JsonEncodedText.Encode(name);

    /// <summary>Gets the name of the annotation of the type.</summary>
    protected JsonEncodedText TypeName { get; } = JsonEncodedText.Encode(name + EdmNames.Suffix);

    /// <summary>Writes the property of an entity, unless null.</summary>
    public abstract void Write(Utf8JsonWriter writer, object entity);

    /// <summary>Sets the property of an entity from the value under the reader; a property without setter stays.</summary>
    public abstract void Read(ref Utf8JsonReader reader, object entity);

    /// <summary>Compiles the accessors of a property.</summary>
    /// <param name="property">A readable property.</param>
    /// <param name="name">The stored name.</param>
    /// <exception cref="NotSupportedException">The service cannot store its type.</exception>
    public static EntityProperty Create(PropertyInfo property, string name)
    {
        var underlying = Nullable.GetUnderlyingType(property.PropertyType);
        var valueType = underlying ?? property.PropertyType;
        if (!EdmCodecs.TryFind(valueType, out var codec))
        {
            throw new NotSupportedException(
                $"The table service cannot store {property.DeclaringType}.{property.Name} of type {property.PropertyType}. Mark it with [IgnoreDataMember].");
        }

        var kind = underlying is null ? typeof(PlainProperty<>) : typeof(NullableProperty<>);
        return (EntityProperty)Activator.CreateInstance(
            kind.MakeGenericType(valueType), name, Getter(property), Setter(property), codec)!;
    }

    private static Delegate Getter(PropertyInfo property)
    {
        var entity = Expression.Parameter(typeof(object));
        var get = Expression.Property(Expression.Convert(entity, property.DeclaringType!), property);
        return Expression.Lambda(typeof(Func<,>).MakeGenericType(typeof(object), property.PropertyType), get, entity).Compile();
    }

    private static Delegate? Setter(PropertyInfo property)
    {
        if (property.SetMethod is null || property.DeclaringType!.IsValueType)
            return null;

        var entity = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(property.PropertyType);
        var set = Expression.Call(Expression.Convert(entity, property.DeclaringType!), property.SetMethod, value);
        return Expression.Lambda(typeof(Action<,>).MakeGenericType(typeof(object), property.PropertyType), set, entity, value).Compile();
    }
}

/// <summary>A property of a reference type or a plain value type.</summary>
internal sealed class PlainProperty<T>(string name, Func<object, T> get, Action<object, T>? set, EdmCodec<T> codec) : EntityProperty(name)
{
    public override void Write(Utf8JsonWriter writer, object entity)
    {
        var value = get(entity);
        if (value is null)
            return;

        if (codec.Type != EdmType.None)
            writer.WriteString(TypeName, EdmNames.Of(codec.Type));
        writer.WritePropertyName(Name);
        codec.Write(writer, value);
    }

    public override void Read(ref Utf8JsonReader reader, object entity)
    {
        if (set is not null && (reader.TokenType != JsonTokenType.Null || default(T) is null))
            set(entity, reader.TokenType == JsonTokenType.Null ? default! : codec.Read(ref reader));
    }
}

/// <summary>A property of a nullable value type.</summary>
internal sealed class NullableProperty<T>(string name, Func<object, T?> get, Action<object, T?>? set, EdmCodec<T> codec) : EntityProperty(name)
    where T : struct
{
    public override void Write(Utf8JsonWriter writer, object entity)
    {
        if (get(entity) is not { } value)
            return;

        if (codec.Type != EdmType.None)
            writer.WriteString(TypeName, EdmNames.Of(codec.Type));
        writer.WritePropertyName(Name);
        codec.Write(writer, value);
    }

    public override void Read(ref Utf8JsonReader reader, object entity) =>
        set?.Invoke(entity, reader.TokenType == JsonTokenType.Null ? null : codec.Read(ref reader));
}
