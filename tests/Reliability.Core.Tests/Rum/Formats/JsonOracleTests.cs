using System.Text;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;

namespace Reliability.Core.Tests.Rum.Formats;

public sealed class JsonOracleTests
{
    private readonly WebVitalsParser _parser = new();
    private readonly BeaconReading _reading = new();
    private readonly VisitDefaults _visit = new(null, null, null);

    [Fact]
    public void Generated_json_is_readable()
    {
        var random = new Random(1);
        for (var i = 0; i < 50_000; i++)
        {
            var json = JsonTexts.Generate(random);
            Assert.True(JsonTexts.IsReadable(json));
            Agrees(json);
        }
    }

    [Fact]
    public void Mutated_json_is_at_fault_exactly_when_the_standard_reader_says_so()
    {
        var random = new Random(2);
        var readable = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var json = JsonTexts.Mutate(JsonTexts.Generate(random), random);
            if (Agrees(json)) readable++;
        }

        Assert.InRange(readable, 20_000, 180_000);
    }

    [Fact]
    public void Every_cut_of_a_beacon_is_at_fault()
    {
        var json = Encoding.UTF8.GetBytes("""[{"name":"LCP","value":12.5e1,"id":"v5-\u00e9","entries":[{"a":[true,false,null]}],"page":"/é"}]""");
        for (var length = 0; length < json.Length; length++) Assert.False(Agrees(json.AsSpan(0, length).ToArray()));
        Assert.True(Agrees(json));
    }

    [Fact]
    public void Every_byte_at_every_place_of_a_small_beacon_is_judged_alike()
    {
        var json = Encoding.UTF8.GetBytes("""[{"name":"LCP","value":-1.5e1,"x":["\n",null]}, 1]""");
        for (var at = 0; at < json.Length; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                var changed = (byte[])json.Clone();
                changed[at] = (byte)value;
                Agrees(changed);
            }
        }
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(100, false)]
    [InlineData(10_000, false)]
    public void Nesting_is_bounded(int depth, bool readable)
    {
        Assert.Equal(readable, Agrees(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth))));
        var objects = string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
        Assert.Equal(readable, Agrees(Encoding.UTF8.GetBytes(objects)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\0")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"LCP\"")]
    [InlineData("{}{}")]
    [InlineData("[]\0")]
    [InlineData("\uFEFF[]")]
    [InlineData("[1,]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[1 2]")]
    [InlineData("{\"value\":NaN}")]
    [InlineData("{\"value\":-Infinity}")]
    [InlineData("{\"a\"}")]
    [InlineData("{a:1}")]
    [InlineData("[/**/]")]
    [InlineData("[]//")]
    [InlineData("[\"\t\"]")]
    [InlineData("[\"\\x\"]")]
    [InlineData("[\"\\u00g0\"]")]
    [InlineData("[}")]
    [InlineData("{]")]
    public void Text_that_is_no_beacon_is_at_fault(string text) => Assert.False(Agrees(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(new byte[] { (byte)'[', (byte)'"', 0xC0, 0x80, (byte)'"', (byte)']' })]
    [InlineData(new byte[] { (byte)'[', (byte)'"', 0xED, 0xA0, 0x80, (byte)'"', (byte)']' })]
    [InlineData(new byte[] { (byte)'[', (byte)'"', 0xFF, (byte)'"', (byte)']' })]
    public void Text_that_is_no_utf8_is_at_fault(byte[] bytes) => Assert.False(Agrees(bytes));

    private bool Agrees(byte[] json)
    {
        var readable = JsonTexts.IsReadable(json);
        _parser.Parse(json, _visit, _reading);
        if (readable != (_reading.Fault is null)) Assert.Fail($"{readable} but {_reading.Fault ?? "no fault"}: {Encoding.UTF8.GetString(json)}");
        if (!readable) Assert.True(_reading.Samples.Count == 0 && _reading.Rejected == 0 && _reading.Errors.Count == 0);
        return readable;
    }
}
