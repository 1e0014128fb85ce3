using System.Globalization;
using Reliability.Testing;

namespace Azure.Data.Tables.Tests;

[Collection(WithAzurite.Name)]
public sealed class RoundTripTests(AzuriteServer azurite)
{
    private static readonly DateTimeOffset Instant = DateTimeOffset.Parse("2026-03-29T01:59:59.1234567+00:00", CultureInfo.InvariantCulture);

    public static TheoryData<string, object> Values => new()
    {
        { "empty string", "" },
        { "string", "a\"b\\c\r\n\t'<>&+/ é ∑ \U0001F600" },
        { "looks like an instant", "2026-01-01T00:00:00Z" },
        { "looks like a number", "9007199254740993" },
        { "int", int.MinValue },
        { "zero", 0 },
        { "long", long.MaxValue },
        { "small long", 5L },
        { "negative long", long.MinValue },
        { "double", 0.1 + 0.2 },
        { "whole double", 3.0 },
        { "negative zero", -0.0 },
        { "tiny double", double.Epsilon },
        { "huge double", double.MaxValue },
        { "NaN", double.NaN },
        { "infinity", double.PositiveInfinity },
        { "negative infinity", double.NegativeInfinity },
        { "true", true },
        { "false", false },
        { "guid", Guid.Parse("01234567-89ab-cdef-0123-456789abcdef") },
        { "bytes", new byte[] { 0, 255, 62, 63, 1 } },
        { "no bytes", Array.Empty<byte>() },
        { "instant", Instant },
        { "whole second", DateTimeOffset.UnixEpoch },
        { "oldest instant", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        { "newest instant", new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_dictionary_entity_keeps_value_and_type(string name, object value)
    {
        var table = await azurite.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = value, ["Name"] = name });

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(value, read["Value"]);
        Assert.IsType(value.GetType(), read["Value"]);
        Assert.Equal(name, read.GetString("Name"));
        Assert.NotEqual(default, read.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.Equal(["Name", "PartitionKey", "RowKey", "Timestamp", "Value", "odata.etag"], read.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_class_keeps_every_type()
    {
        var table = await azurite.CreateTableAsync();
        var order = new Order
        {
            PartitionKey = "p", RowKey = "r", Text = "text", Count = -7, MaybeCount = 8, Big = 1L << 60, MaybeBig = -1, Ratio = 2.0,
            MaybeRatio = double.NaN, Flag = true, MaybeFlag = false, Id = Guid.NewGuid(), MaybeId = Guid.NewGuid(), Bytes = [1, 2, 3],
            Blob = BinaryData.FromBytes(new byte[] { 4, 5 }), At = Instant, MaybeAt = Instant.AddDays(1), Utc = Instant.UtcDateTime,
            Color = Color.Green, MaybeColor = Color.Red, Original = "kept", Age = TimeSpan.FromHours(1),
        };
        await table.AddEntityAsync(order);

        Order read = await table.GetEntityAsync<Order>("p", "r");

        Assert.Equal((order.Text, order.Count, order.MaybeCount), (read.Text, read.Count, read.MaybeCount));
        Assert.Equal((order.Big, order.MaybeBig, order.Ratio, order.MaybeRatio), (read.Big, read.MaybeBig, read.Ratio, read.MaybeRatio));
        Assert.Equal((order.Flag, order.MaybeFlag, order.Id, order.MaybeId), (read.Flag, read.MaybeFlag, read.Id, read.MaybeId));
        Assert.Equal(order.Bytes, read.Bytes);
        Assert.Equal(order.Blob.ToArray(), read.Blob!.ToArray());
        Assert.Equal((order.At, order.MaybeAt, order.Utc, DateTimeKind.Utc), (read.At, read.MaybeAt, read.Utc, read.Utc.Kind));
        Assert.Equal((order.Color, order.MaybeColor, order.Original), (read.Color, read.MaybeColor, read.Original));
        Assert.Equal(TimeSpan.Zero, read.Age);
        Assert.NotEqual(default, read.ETag);
        Assert.NotNull(read.Timestamp);
    }

    [Fact]
    public async Task A_class_stores_names_and_types_that_a_dictionary_reads()
    {
        var table = await azurite.CreateTableAsync();
        await table.AddEntityAsync(new Order { PartitionKey = "p", RowKey = "r", Big = 5, Color = Color.Green, Original = "x", Count = 4 });

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal("x", read["renamed"]);
        Assert.Equal("Green", read["Color"]);
        Assert.Equal(5L, read["Big"]);
        Assert.Equal(8, read["Doubled"]);
        Assert.DoesNotContain("Original", read.Keys);
        Assert.DoesNotContain("Age", read.Keys);
    }

    [Fact]
    public async Task Null_properties_are_not_stored()
    {
        var table = await azurite.CreateTableAsync();
        await table.AddEntityAsync(new Order { PartitionKey = "p", RowKey = "class" });
        await table.AddEntityAsync(new TableEntity("p", "dictionary") { ["Gone"] = null, ["Here"] = 1 });

        Order order = await table.GetEntityAsync<Order>("p", "class");
        TableEntity entity = await table.GetEntityAsync<TableEntity>("p", "dictionary");

        Assert.Null(order.MaybeCount);
        Assert.Null(order.Bytes);
        Assert.Null(order.MaybeColor);
        Assert.DoesNotContain("Gone", entity.Keys);
        Assert.Equal(1, entity["Here"]);
    }

    [Fact]
    public async Task Keys_may_be_implemented_explicitly()
    {
        var table = await azurite.CreateTableAsync();
        await table.UpsertEntityAsync(new HiddenKeys { Value = 3 });

        HiddenKeys read = await table.GetEntityAsync<HiddenKeys>("p", "hidden");

        Assert.Equal((3, "hidden"), (read.Value, ((ITableEntity)read).RowKey));
        Assert.NotEqual(default, ((ITableEntity)read).ETag);
    }

    [Fact]
    public async Task Binary_data_is_stored_as_bytes()
    {
        var table = await azurite.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Blob"] = BinaryData.FromBytes(new byte[] { 1, 2 }) });

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal([1, 2], read.GetBinary("Blob"));
        Assert.Equal([1, 2], read.GetBinaryData("Blob").ToArray());
    }

    [Fact]
    public async Task A_property_holds_up_to_64_000_bytes_and_an_entity_many_of_them()
    {
        var table = await azurite.CreateTableAsync();
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < 15; i++)
            entity[$"B{i}"] = Enumerable.Range(i, 64_000).Select(n => (byte)(n % 251)).ToArray();
        await table.AddEntityAsync(entity);

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");

        for (var i = 0; i < 15; i++)
            Assert.Equal(entity.GetBinary($"B{i}"), read.GetBinary($"B{i}"));
    }

    [Fact]
    public async Task What_the_service_cannot_store_is_named()
    {
        var table = await azurite.CreateTableAsync();

        var inClass = await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new Unstorable()));
        var inDictionary = await Assert.ThrowsAsync<NotSupportedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r") { ["Age"] = TimeSpan.Zero }));
        var localTime = await Assert.ThrowsAsync<NotSupportedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r") { ["At"] = new DateTime(2026, 1, 1) }));

        Assert.Contains("Unstorable.Age", inClass.Message, StringComparison.Ordinal);
        Assert.Contains("Age", inDictionary.Message, StringComparison.Ordinal);
        Assert.Contains("Unspecified", localTime.Message, StringComparison.Ordinal);
    }
}
