using System.Text;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;
using Reliability.Testing;

namespace Reliability.Core.Tests.Rum.Formats;

/// <summary>Whatever comes in, nothing throws, and what is kept is within its bounds.</summary>
public sealed class HostileBodyTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "Reliability.Core.Tests", "Rum", "Formats", "Fixtures");

    private readonly BeaconParser _parser = new();
    private readonly BeaconReading _reading = new();

    [Fact]
    public void Changed_beacons_of_every_format_are_at_fault_or_read_within_bounds()
    {
        var random = new Random(7);
        byte[][] bodies = [.. Directory.EnumerateFiles(Folder).Where(file => !file.EndsWith(".expected", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        var kept = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var body = JsonTexts.Mutate(bodies[i % bodies.Length], random);
            Read(body);
            if (body.AsSpan().TrimStart(" \n\r\t"u8) is [(byte)'{' or (byte)'[', ..]) Assert.Equal(JsonTexts.IsReadable(body), _reading.Fault is null);
            AssertWithinBounds();
            kept += _reading.Samples.Count + _reading.Events.Count;
        }

        Assert.InRange(kept, 10_000, int.MaxValue);
    }

    [Fact]
    public void Every_cut_of_every_beacon_is_taken_without_harm()
    {
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            var body = File.ReadAllBytes(file);
            for (var length = 0; length < body.Length; length++)
            {
                Read(body[..length]);
                AssertWithinBounds();
            }
        }
    }

    [Theory]
    [InlineData("""{"rum":1,"events":[""", """{"t":"error","message":"MMM","stack":"MMM","page":"/PPP/###"},""", "{}]}")]
    [InlineData("""{"rum":1,"events":[""", """{"t":"event","name":"x","page":"/PPP/###"},""", "{}]}")]
    [InlineData("""{"rum":1,"events":[""", """{"t":"res","items":[{"h":"HHH","n":1},{"h":"HHH","n":1}]},""", "{}]}")]
    [InlineData("""{"meta":{},"exceptions":[""", """{"type":"MMM","value":"MMM"},""", "{}]}")]
    [InlineData("[", """{"age":1,"type":"crash","url":"/PPP/###","body":{"message":"MMM"}},""", "{}]")]
    [InlineData("""{"resourceLogs":[{"scopeLogs":[{"logRecords":[""", """{"severityNumber":17,"body":{"stringValue":"MMM"}},""", "{}]}]}]}")]
    [InlineData("pid=1&err=[", """{"m":"MMM"},""", "{}]")]
    public void A_body_of_a_megabyte_fits_one_record(string head, string one, string tail)
    {
        var body = new StringBuilder(head);
        for (var i = 0; body.Length < 1_000_000; i++)
        {
            body.Append(one.Replace("MMM", new string('\u4E2D', 900), StringComparison.Ordinal)
                .Replace("HHH", new string('h', 100), StringComparison.Ordinal)
                .Replace("PPP", new string('\u4E2D', 150), StringComparison.Ordinal)
                .Replace("###", string.Concat($"{i}".Select(digit => (char)('g' + (digit - '0')))), StringComparison.Ordinal));
        }

        Read(Encoding.UTF8.GetBytes(body.Append(tail).ToString()));
        AssertWithinBounds();
        Assert.InRange(_reading.Rejected, 1, int.MaxValue);
        Assert.Contains(_reading.Errors, error => error.Reason == RejectReason.TooManyEvents);
        var record = new RecordWriter();
        new RumRecord("shop", Visits.Desktop.ReceivedAt, _reading.Samples) { Events = _reading.Events }.WriteTo(record);
        Assert.InRange(record.Written.Length, 1, 131_072 - 9);
    }

    [Fact]
    public void Events_beyond_the_thousandth_are_refused()
    {
        Read(Encoding.UTF8.GetBytes($$"""{"rum":1,"events":[{{string.Join(',', Enumerable.Repeat("""{"t":"event","name":"x"}""", 1_003))}}]}"""));
        Assert.Equal((1_000, 3), (_reading.Accepted, _reading.Rejected));
    }

    private void Read(byte[] body) => _parser.Parse(body, Visits.Desktop, _reading);

    private void AssertWithinBounds()
    {
        Assert.True(_reading.Fault is null || _reading.Accepted + _reading.Rejected + _reading.Samples.Count + _reading.Events.Count == 0);
        foreach (var sample in _reading.Samples)
        {
            Assert.True(VitalNames.Believes(sample.Metric, sample.Value));
            Assert.InRange(sample.AgeSeconds, 0, 86_400);
        }

        foreach (var happened in _reading.Events) Assert.True(IsWithinBounds(happened), $"{happened}");
    }

    private static bool IsWithinBounds(RumEvent happened) => happened.AgeSeconds is >= 0 and <= 86_400 && happened.Dimensions.Page.Length <= PageTemplate.MaxLength && happened switch
    {
        ErrorEvent error => error.Type.Length is > 0 and <= 64 && error.Message.Length <= 500 && error.Stack.Length <= 2_000 && error.Count is > 0 and <= 1_000_000,
        ResourceEvent resource => resource.Host.Length <= 100 && resource is { Count: > 0, TransferBytes: >= 0, Milliseconds: >= 0, ConnectMilliseconds: >= 0, OffscreenBytes: >= 0 } && resource.Cached >= 0 && resource.Cached <= resource.Count && resource.Offscreen >= 0 && resource.Offscreen <= resource.Count,
        StepEvent step => step.Name.Length is > 0 and <= 64,
        BusinessEvent business => business.Metric.Length is > 0 and <= 64 && double.IsFinite(business.Value),
        ActivityEvent activity => activity is { Views: >= 0, Interactions: >= 0, RageClicks: >= 0, EngagedSeconds: >= 0 },
        CauseEvent cause => cause.Target.Length <= 100 && cause.Phases.Count is 0 or 3 or 4 && cause.Phases.All(phase => phase is >= 0 and <= 3_600_000),
        _ => false,
    };
}
