using System.Collections;

namespace Azure.Data.Tables.Tests;

public sealed class TableEntityTests
{
    private static readonly DateTimeOffset Instant = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Key_timestamp_and_version_are_entries_too()
    {
        var entity = new TableEntity("p", "r") { Timestamp = Instant, ETag = new ETag("W/\"1\"") };

        Assert.Equal(("p", "r", Instant, "W/\"1\""), (entity["PartitionKey"], entity["RowKey"], entity["Timestamp"], entity["odata.etag"]));
        Assert.Equal(4, entity.Count);
        Assert.Equal(default, new TableEntity().ETag);
        Assert.Null(new TableEntity().PartitionKey);
        Assert.Null(new TableEntity().Timestamp);
    }

    [Fact]
    public void Getters_return_null_for_what_is_absent()
    {
        var entity = new TableEntity();

        Assert.Equal(
            new object?[10],
            [
                entity.GetString("x"), entity.GetBinary("x"), entity.GetBinaryData("x"), entity.GetBoolean("x"), entity.GetDateTime("x"),
                entity.GetDateTimeOffset("x"), entity.GetDouble("x"), entity.GetGuid("x"), entity.GetInt32("x"), entity["x"],
            ]);
        Assert.Null(entity.GetInt64("x"));
        Assert.Throws<ArgumentException>(() => entity.GetString(""));
        Assert.Throws<ArgumentNullException>(() => entity[null!]);
    }

    [Fact]
    public void Getters_refuse_other_types_but_convert_instants_and_bytes()
    {
        var entity = new TableEntity { ["N"] = 1, ["At"] = Instant, ["Utc"] = Instant.UtcDateTime, ["Bytes"] = new byte[] { 1 } };

        Assert.Throws<InvalidOperationException>(() => entity.GetInt64("N"));
        Assert.Throws<InvalidOperationException>(() => entity.GetString("N"));
        Assert.Throws<InvalidOperationException>(() => entity.GetBinary("N"));
        Assert.Throws<InvalidOperationException>(() => entity.GetBinaryData("N"));
        Assert.Throws<InvalidOperationException>(() => entity.GetDateTime("N"));
        Assert.Throws<InvalidOperationException>(() => entity.GetDateTimeOffset("N"));
        Assert.Equal((Instant.UtcDateTime, Instant), (entity.GetDateTime("At"), entity.GetDateTimeOffset("Utc")));
        Assert.Equal([1], entity.GetBinaryData("Bytes").ToArray());
    }

    [Fact]
    public void A_property_keeps_its_type_once_set()
    {
        var entity = new TableEntity { ["Int"] = 1, ["Long"] = 1L, ["Double"] = 1.0, ["Text"] = "x" };
        entity["Int"] = 2L;
        entity["Long"] = 2;
        entity["Double"] = 2;
        entity["Text"] = null;
        entity["Text"] = 5;

        Assert.Equal((2L, 2L, 2.0, 5), (entity["Int"], entity["Long"], entity["Double"], entity["Text"]));
        Assert.Throws<InvalidOperationException>(() => entity["Double"] = "text");
        Assert.Throws<InvalidOperationException>(() => entity["Text"] = Guid.Empty);
    }

    [Fact]
    public void It_is_a_dictionary()
    {
        var entity = new TableEntity(new Dictionary<string, object> { ["A"] = 1 });
        IDictionary<string, object> dictionary = entity;
        dictionary.Add("B", 2);
        dictionary.Add(new KeyValuePair<string, object>("C", 3));
        var copy = new KeyValuePair<string, object>[3];
        dictionary.CopyTo(copy, 0);

        Assert.Equal(["A", "B", "C"], dictionary.Keys);
        Assert.Equal([1, 2, 3], dictionary.Values);
        Assert.Equal(3, ((IEnumerable)entity).Cast<object>().Count());
        Assert.Equal(("C", 3), (copy[2].Key, copy[2].Value));
        Assert.True(entity.TryGetValue("A", out var a) && a is 1 && entity.ContainsKey("B") && dictionary.Contains(new("C", 3)));
        Assert.False(dictionary.IsReadOnly);
        Assert.Throws<ArgumentException>(() => entity.Add("A", 2));
        Assert.True(entity.Remove("A") && dictionary.Remove(new KeyValuePair<string, object>("B", 2)));
        entity.Clear();
        Assert.Empty(dictionary);
    }
}
