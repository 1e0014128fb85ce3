using System.Text.Json;
using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Tests;

public sealed class JsonDataConverterTests
{
    private static readonly DataConverter Default = JsonDataConverter.Default;

    [Fact]
    public void What_was_written_is_read_again_fields_included()
    {
        var value = new Step("page", TimeSpan.FromMinutes(5)) { Tries = 3 };

        string text = Default.Serialize(value);

        Assert.Equal("""{"Name":"page","Pause":"00:05:00","Tries":3}""", text);
        Step read = Default.Deserialize<Step>(text);
        Assert.Equal((value, 3), (read, read.Tries));
    }

    [Fact]
    public void Nothing_stays_nothing()
    {
        Assert.Null(Default.Serialize(null));
        Assert.Null(Default.Deserialize(null, typeof(int)));
        Assert.Equal(0, Default.Deserialize<int>(null));
        Assert.Null(Default.Deserialize<string>("null"));
    }

    [Fact]
    public void Options_replace_the_defaults()
    {
        var converter = new JsonDataConverter(new JsonSerializerOptions(JsonSerializerDefaults.Web));

        Assert.Equal("""{"name":"page","pause":"00:00:01"}""", converter.Serialize(new Step("page", TimeSpan.FromSeconds(1)) { Tries = 3 }));
    }

    private sealed record Step(string Name, TimeSpan Pause)
    {
        public int Tries;
    }
}
