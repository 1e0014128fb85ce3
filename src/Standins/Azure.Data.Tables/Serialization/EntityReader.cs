using System.Text.Json;

namespace Azure.Data.Tables.Serialization;

/// <summary>Reads entities from replies with minimal metadata.</summary>
internal static class EntityReader
{
    /// <summary>Reads the reply to a request for one entity.</summary>
    /// <param name="json">The body.</param>
    /// <param name="etag">The ETag header, for a body that lacks it.</param>
    public static T ReadOne<T>(ReadOnlySpan<byte> json, ETag? etag)
        where T : class, ITableEntity
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var entity = Read<T>(ref reader);
        if (etag is { } header && (entity is TableEntity dictionary ? dictionary[TableEntity.ETagName] is null : entity.ETag == default))
            entity.ETag = header;
        return entity;
    }

    /// <summary>Reads one page of a query.</summary>
    /// <param name="json">The body: an object with an array named <c>value</c>.</param>
    public static List<T> ReadPage<T>(ReadOnlySpan<byte> json)
        where T : class, ITableEntity
    {
        var page = new List<T>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isRows)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                page.Add(Read<T>(ref reader));
        }

        return page;
    }

    private static T Read<T>(ref Utf8JsonReader reader)
        where T : class, ITableEntity
    {
        if (typeof(T).IsAssignableFrom(typeof(TableEntity)))
            return (T)(object)DictionaryReader.Read(ref reader);

        var type = EntityType.Of(typeof(T));
        var entity = type.Create();
        var hint = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadProperty(ref reader, type, entity, ref hint);
        return (T)entity;
    }

    private static void ReadProperty(ref Utf8JsonReader reader, EntityType type, ITableEntity entity, ref int hint)
    {
        if (reader.ValueTextEquals("PartitionKey"u8) && reader.Read())
            entity.PartitionKey = reader.GetString()!;
        else if (reader.ValueTextEquals("RowKey"u8) && reader.Read())
            entity.RowKey = reader.GetString()!;
        else if (reader.ValueTextEquals("Timestamp"u8) && reader.Read())
            entity.Timestamp = reader.TokenType == JsonTokenType.Null ? null : reader.GetDateTimeOffset();
        else if (reader.ValueTextEquals("odata.etag"u8) && reader.Read())
            entity.ETag = new ETag(reader.GetString()!);
        else
            ReadOther(ref reader, type.Find(ref reader, ref hint), entity);
    }

    private static void ReadOther(ref Utf8JsonReader reader, EntityProperty? property, ITableEntity entity)
    {
        reader.Read();
        if (property is null)
            reader.Skip();
        else
            property.Read(ref reader, entity);
    }
}
