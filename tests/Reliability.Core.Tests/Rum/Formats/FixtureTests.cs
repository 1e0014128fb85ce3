using Reliability.Core.Rum;
using Reliability.Core.Rum.Formats;
using Reliability.Testing;

namespace Reliability.Core.Tests.Rum.Formats;

/// <summary>Bodies as senders send them, each beside what must be read from it. A new expectation is written by hand, or looked over line by line.</summary>
public sealed class FixtureTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "Reliability.Core.Tests", "Rum", "Formats", "Fixtures");

    private static readonly string[] Names = [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Where(name => !name.EndsWith(".expected", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Bodies => [.. Names];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Body_is_read_as_expected(string body)
    {
        var read = ReadingText.Of(Read(new BeaconParser(), File.ReadAllBytes(Path.Combine(Folder, body))));
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, body + ".expected")), read);
    }

    [Fact]
    public void Parser_that_read_other_formats_before_reads_as_a_new_one_does()
    {
        var parser = new BeaconParser();
        foreach (var body in Names.Concat(Enumerable.Reverse(Names)))
        {
            var bytes = File.ReadAllBytes(Path.Combine(Folder, body));
            Assert.Equal(ReadingText.Of(Read(new BeaconParser(), bytes)), ReadingText.Of(Read(parser, bytes)));
        }
    }

    // Bounds what a batch may cost: the events it holds, and next to nothing for reading them.
    [Theory]
    [InlineData("web-vitals-3.json", 1_024)]
    [InlineData("faro.json", 4_000)]
    [InlineData("boomerang-load.form", 1_500)]
    public void Reading_allocates_little_more_than_what_is_kept(string body, long most)
    {
        var (parser, reading, bytes) = (new BeaconParser(), new BeaconReading(), File.ReadAllBytes(Path.Combine(Folder, body)));
        for (var i = 0; i < 100; i++) parser.Parse(bytes, Visits.Desktop, reading);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) parser.Parse(bytes, Visits.Desktop, reading);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, most);
    }

    private static BeaconReading Read(BeaconParser parser, byte[] body)
    {
        var reading = new BeaconReading();
        parser.Parse(body, Visits.Desktop, reading);
        return reading;
    }
}
