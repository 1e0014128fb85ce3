using System.Text;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;

namespace Reliability.Core.Tests.Rum.Formats;

public sealed class WebVitalsParserTests
{
    private const string Good = """{"name":"LCP","value":1834.3,"id":"v5-1"}""";

    private readonly WebVitalsParser _parser = new();

    public static TheoryData<string, string> Bad => new()
    {
        { "{}", RejectReason.MissingName },
        { """{"value":1}""", RejectReason.MissingName },
        { """{"name":null,"value":1}""", RejectReason.MissingName },
        { """{"name":"LCP"}""", RejectReason.MissingValue },
        { """{"name":"LCP","value":null}""", RejectReason.MissingValue },
        { """{"name":"lcp","value":1}""", RejectReason.UnknownMetric },
        { """{"name":"","value":1}""", RejectReason.UnknownMetric },
        { """{"name":"LCP ","value":1}""", RejectReason.UnknownMetric },
        { """{"name":1,"value":1}""", RejectReason.WrongType },
        { """{"name":{},"value":1}""", RejectReason.WrongType },
        { """{"name":"LCP","value":"1"}""", RejectReason.WrongType },
        { """{"name":"LCP","value":[1]}""", RejectReason.WrongType },
        { """{"name":"LCP","value":true}""", RejectReason.WrongType },
        { """{"name":"LCP","value":-0.001}""", RejectReason.OutOfRange },
        { """{"name":"LCP","value":3600000.001}""", RejectReason.OutOfRange },
        { """{"name":"LCP","value":1e999}""", RejectReason.OutOfRange },
        { """{"name":"LCP","value":-1e999}""", RejectReason.OutOfRange },
        { """{"name":"CLS","value":100.001}""", RejectReason.OutOfRange },
        { "1", RejectReason.NotAnObject },
        { "null", RejectReason.NotAnObject },
        { "[]", RejectReason.NotAnObject },
        { "[" + Good + "]", RejectReason.NotAnObject },
        { "\"LCP\"", RejectReason.NotAnObject },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_event_is_told_and_its_neighbours_are_taken(string bad, string reason)
    {
        var reading = Read($"[{Good},{bad},{Good}]");
        Assert.Null(reading.Fault);
        Assert.Equal([new EventError(1, reason)], reading.Errors);
        Assert.Equal(1, reading.Rejected);
        Assert.Equal([1834.3, 1834.3], reading.Samples.Select(sample => sample.Value));
    }

    [Theory]
    [InlineData("LCP", 0)]
    [InlineData("INP", 3_600_000)]
    [InlineData("FCP", 1)]
    [InlineData("TTFB", 1)]
    [InlineData("FID", 1)]
    [InlineData("CLS", 100)]
    public void Every_vital_is_taken_up_to_its_largest_value(string name, double value)
    {
        var sample = Assert.Single(Read($$"""{"name":"{{name}}","value":{{value}}}""").Samples);
        Assert.Equal((name, value), (sample.Metric.ToString(), sample.Value));
    }

    [Fact]
    public void Negative_zero_is_zero() => Assert.Equal(0, Assert.Single(Read("""{"name":"CLS","value":-0}""").Samples).Value);

    [Fact]
    public void Single_event_needs_no_array() => Assert.Single(Read(Good).Samples);

    [Fact]
    public void Empty_array_has_neither_samples_nor_errors()
    {
        var reading = Read("[]");
        Assert.Null(reading.Fault);
        Assert.Equal((0, 0), (reading.Samples.Count, reading.Rejected));
    }

    [Fact]
    public void Names_and_values_may_be_written_with_escapes()
    {
        var sample = Assert.Single(Read("""{"n\u0061me":"\u004cCP","valu\u0065":7,"id":"v5\u002d1","release":"\u0031"}""").Samples);
        Assert.Equal((VitalMetric.LCP, 7, "1"), (sample.Metric, sample.Value, sample.Dimensions.Release));
        Assert.Equal(Hash64.Of("v5-1"u8), sample.IdHash);
    }

    [Theory]
    [InlineData("""{"name":"LCP","value":1}""")]
    [InlineData("""{"name":"LCP","value":1,"id":""}""")]
    [InlineData("""{"name":"LCP","value":1,"id":null}""")]
    public void Event_without_id_has_the_hash_zero(string json) => Assert.Equal(0UL, Assert.Single(Read(json).Samples).IdHash);

    [Fact]
    public void Last_of_a_repeated_property_counts() =>
        Assert.Equal((VitalMetric.CLS, 2), Read("""{"name":"LCP","value":1,"name":"CLS","value":2}""").Samples.Select(sample => (sample.Metric, sample.Value)).Single());

    [Fact]
    public void Events_beyond_the_hundredth_are_refused()
    {
        var reading = Read("[" + string.Join(',', Enumerable.Repeat(Good, 103)) + "]");
        Assert.Equal((100, 3), (reading.Samples.Count, reading.Rejected));
        Assert.Equal([100, 101, 102], reading.Errors.Select(error => error.Index));
        Assert.All(reading.Errors, error => Assert.Equal(RejectReason.TooManyEvents, error.Reason));
    }

    [Fact]
    public void Only_the_first_five_errors_are_listed()
    {
        var reading = Read("[" + string.Join(',', Enumerable.Repeat("{}," + Good, 8)) + "]");
        Assert.Equal((8, 8), (reading.Samples.Count, reading.Rejected));
        Assert.Equal([0, 2, 4, 6, 8], reading.Errors.Select(error => error.Index));
    }

    [Theory]
    [InlineData("""{"page":"/own","url":"/u","name":"LCP","value":1}""", "/own")]
    [InlineData("""{"url":"/u","page":"/own","name":"LCP","value":1}""", "/own")]
    [InlineData("""{"page_location":"https://shop.example/l?q=1","name":"LCP","value":1}""", "/l")]
    [InlineData("""{"navigationURL":"https://shop.example/n#x","name":"LCP","value":1}""", "/n")]
    [InlineData("""{"page":"","url":"/u","name":"LCP","value":1}""", "/u")]
    [InlineData("""{"page":null,"name":"LCP","value":1}""", "/referer")]
    [InlineData("""{"name":"LCP","value":1}""", "/referer")]
    public void Page_is_its_own_word_before_addresses_before_the_referer(string json, string page) =>
        Assert.Equal(page, Assert.Single(Read(json, new VisitDefaults("https://shop.example/referer?x", null, null)).Samples).Dimensions.Page);

    [Theory]
    [InlineData("""{"name":"LCP","value":1}""", DeviceKind.Mobile, ConnectionKind.ThreeG, "")]
    [InlineData("""{"name":"LCP","value":1,"device":"Desktop","connection":"SLOW-2G","release":"1.2"}""", DeviceKind.Desktop, ConnectionKind.Slow2G, "1.2")]
    [InlineData("""{"name":"LCP","value":1,"device":"fridge","connection":"5g","release":null}""", DeviceKind.Mobile, ConnectionKind.ThreeG, "")]
    [InlineData("""{"name":"LCP","value":1,"device":"phone","connection":"4g","release":"a b\nc\u00e9"}""", DeviceKind.Mobile, ConnectionKind.FourG, "a_b_c_")]
    public void What_an_event_does_not_say_comes_from_the_request(string json, DeviceKind device, ConnectionKind connection, string release)
    {
        var visit = new VisitDefaults(null, "Mozilla/5.0 (Linux; Android 14) Mobile", "3g");
        Assert.Equal(new VitalDimensions(PageTemplate.Unknown, device, connection, release), Assert.Single(Read(json, visit).Samples).Dimensions);
    }

    [Fact]
    public void Release_is_cut_at_64_characters() =>
        Assert.Equal(64, Read("""{"name":"LCP","value":1,"release":"RRR"}""".Replace("RRR", new string('r', 5_000), StringComparison.Ordinal)).Samples[0].Dimensions.Release.Length);

    [Fact]
    public void What_one_event_says_does_not_leak_into_the_next()
    {
        var reading = Read("""[{"name":"LCP","value":1,"page":"/a","device":"tablet","release":"1","id":"x"},{"name":"LCP","value":2},{"value":3},{"name":"CLS"}]""");
        Assert.Equal(new VitalDimensions(PageTemplate.Unknown, DeviceKind.Unknown, ConnectionKind.Unknown, ""), reading.Samples[1].Dimensions);
        Assert.Equal(0UL, reading.Samples[1].IdHash);
        Assert.Equal([RejectReason.MissingName, RejectReason.MissingValue], reading.Errors.Select(error => error.Reason));
    }

    // The parser expects each field where the last event had it; no order before may change what a body means.
    [Fact]
    public void Parser_that_read_other_shapes_before_reads_as_a_new_one_does()
    {
        var random = new Random(3);
        var visit = new VisitDefaults(null, null, null);
        var (used, fresh) = (new BeaconReading(), new BeaconReading());
        for (var i = 0; i < 30_000; i++)
        {
            var body = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Event(random))) + "]");
            _parser.Parse(body, visit, used);
            if (i % 50 != 0) continue;
            new WebVitalsParser().Parse(body, visit, fresh);
            Assert.Equal(fresh.Samples, used.Samples);
            Assert.Equal(fresh.Errors, used.Errors);
        }
    }

    [Fact]
    public void Reading_beacons_allocates_nothing_once_warm()
    {
        var bodies = new[] { "/", "/cart" }.Select(page => Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Range(0, 5).Select(i =>
            $$"""{"name":"LCP","value":1{{i}}34.2999999523163,"rating":"good","delta":1.5,"id":"v5-1732400000000-123456789012{{i}}","entries":[{"a":[1,2]}],"page":"https://shop.example{{page}}"}""")) + "]")).ToArray();
        var (reading, cells, visit) = (new BeaconReading(), new VitalCellSet(), new VisitDefaults(null, null, null));
        for (var i = 0; i < 100; i++) ReadAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) ReadAll();
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 200, 0, 64);

        void ReadAll()
        {
            foreach (var body in bodies)
            {
                _parser.Parse(body, visit, reading);
                if (reading.Samples.Count != 5) Assert.Fail(reading.Fault);
                for (var i = 0; i < reading.Samples.Count; i++) cells.Add("shop", default, reading.Samples[i]);
            }
        }
    }

    private static string Event(Random random)
    {
        string[] fields = ["\"name\":\"LCP\"", "\"value\":1", "\"value\":2.5", " \"id\" : \"x\"", "\"page\":\"/a\"", "\"delta\":[{}]", "\"release\":\"1\"", "\"a name that is much too long to be expected\":1", "\"\":{}", "\"device\":\"mobile\""];
        return "{" + string.Join(',', Enumerable.Range(0, random.Next(25)).Select(_ => fields[random.Next(fields.Length)])) + "}";
    }

    private BeaconReading Read(string json, VisitDefaults? visit = null)
    {
        var reading = new BeaconReading();
        _parser.Parse(Encoding.UTF8.GetBytes(json), visit ?? new VisitDefaults(null, null, null), reading);
        return reading;
    }
}
