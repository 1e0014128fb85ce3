using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reliability.Core.Numerics;

namespace Reliability.Core.Tests.Numerics;

public sealed class RecordWriterTests
{
    [Fact]
    public void What_is_written_is_read_back() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte, ulong, NonNegativeInt)>(),
        ArbMap.Default.ArbFor<UnicodeString>().Filter(text => text.Item is not null && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Item)) == text.Item),
        (numbers, text) =>
        {
            var writer = new RecordWriter();
            writer.Byte(numbers.Item1);
            writer.Text(text.Item);
            writer.Bits(numbers.Item2);
            writer.Count(numbers.Item3.Item * 4_000_000_000L);
            var reader = new RecordReader(writer.Written);
            return reader.Byte() == numbers.Item1 && reader.Text() == text.Item && reader.Bits() == numbers.Item2
                && reader.Count() == numbers.Item3.Item * 4_000_000_000L && !reader.Failed && reader.Byte() == 0 && reader.Failed;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_longer_than_the_buffer_is_kept_whole()
    {
        var writer = new RecordWriter();
        var text = new string('é', 5_000);
        writer.Text("before");
        writer.Text(text);
        var reader = new RecordReader(writer.Written);
        Assert.Equal("before", reader.Text());
        Assert.Equal(text, reader.Text());
        writer.Clear();
        Assert.True(writer.Written.IsEmpty);
    }

    [Fact]
    public void After_the_first_missing_field_all_fields_are_empty()
    {
        var reader = new RecordReader([0xFF, 0xFF, 0xFF, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Assert.Equal("", reader.Text());
        Assert.True(reader.Failed);
        Assert.True(reader.Byte() == 0 && reader.Count() == 0 && reader.Bits() == 0 && reader.Text().Length == 0);
    }

    [Fact]
    public void Random_bytes_never_throw() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        var reader = new RecordReader(bytes);
        while (!reader.Failed)
        {
            reader.Byte();
            reader.Count();
            reader.Text();
            reader.Bits();
        }

        return reader.Text().Length == 0;
    }).QuickCheckThrowOnFailure();
}
