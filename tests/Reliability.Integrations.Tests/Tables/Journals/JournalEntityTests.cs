using Azure.Data.Tables;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tests.Tables.Journals;

public sealed class JournalEntityTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(60_000)]
    [InlineData(60_001)]
    [InlineData(300_000)]
    [InlineData(899_997)]
    public void Batch_reads_back_what_was_written(int size)
    {
        foreach (var isRandom in new[] { true, false })
        {
            var (batch, records) = (new JournalBatch(), new[] { Bytes(size / 2, isRandom), Bytes(size - (size / 2), isRandom) });
            foreach (var record in records.Where(record => batch.Length + JournalBatch.SpaceFor(record.Length) <= EntityBytes.MaxBytes)) batch.Add(record);
            var entity = JournalEntity.Write("p", 7, batch);
            var read = JournalBatch.Split(EntityBytes.Read(entity)).Select(record => record.ToArray()).ToList();

            Assert.Equal(7, JournalEntity.Position(entity.RowKey));
            Assert.Equal(batch.Length, EntityBytes.LengthOf(entity));
            Assert.Equal(batch.Records, read.Count);
            for (var i = 0; i < read.Count; i++) Assert.Equal(records[i], read[i]);
        }
    }

    [Fact]
    public void Positions_sort_as_text()
    {
        var keys = new long[] { 0, 9, 10, 99, 1_000_000, JournalEntity.LastPosition }.Select(JournalEntity.RowKey).ToList();
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }

    public static TheoryData<string, object?> Damages() => new()
    {
        { "Length", null }, { "Length", -1 }, { "Length", 900_001 }, { "Length", int.MaxValue }, { "Length", "2000" }, { "Length", 2000L }, { "Length", 1 }, { "Length", 0 },
        { "Compressed", null }, { "Compressed", "true" }, { "Compressed", false },
        { "D0", null }, { "D0", "text" }, { "D0", 5 }, { "D0", Array.Empty<byte>() }, { "D0", new byte[] { 255, 255, 255 } },
        { "D1", null }, { "D1", 12L },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Damaged_batch_is_invalid_data(string property, object? value)
    {
        var batch = new JournalBatch();
        batch.Add(Bytes(100_000, isRandom: true));
        batch.Add(new byte[50_000]);
        var entity = JournalEntity.Write("p", 0, batch);
        Assert.True(entity.GetBoolean("Compressed"));
        entity.Remove(property);
        if (value is not null) entity[property] = value;

        Assert.Throws<InvalidDataException>(() => JournalBatch.Split(EntityBytes.Read(entity)).Count());
        Assert.InRange(EntityBytes.LengthOf(entity), 0, EntityBytes.MaxBytes);
    }

    [Fact]
    public void Any_damage_to_the_bytes_reads_as_records_or_is_invalid_data()
    {
        var random = new Random(20_260_101);
        for (var run = 0; run < 2_000; run++)
        {
            var bytes = new byte[random.Next(1, 40)];
            random.NextBytes(bytes);
            var entity = new TableEntity("p", "0") { ["Length"] = random.Next(2) == 0 ? bytes.Length : random.Next(100), ["Compressed"] = random.Next(2) == 0, ["D0"] = bytes };
            try
            {
                _ = JournalBatch.Split(EntityBytes.Read(entity)).Count();
            }
            catch (InvalidDataException)
            {
                // as promised
            }
        }
    }

    private static byte[] Bytes(int size, bool isRandom)
    {
        var bytes = new byte[size];
        if (isRandom) new Random(size).NextBytes(bytes);
        return bytes;
    }
}
