using System.Text;
using Reliability.Core.Rum.Formats;

namespace Reliability.Core.Tests.Rum.Formats;

public sealed class JsonTextTests
{
    [Fact]
    public void Beginning_of_a_text_is_the_text_cut_between_characters()
    {
        var random = new Random(9);
        string[] pieces = ["a", "\\n", "\\\"", "\\\\", "\\u0041", "é", "中", "😀", " "];
        for (var i = 0; i < 5_000; i++)
        {
            var raw = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var text = new JsonText(Encoding.UTF8.GetBytes(raw), escaped: true);
            var (whole, longest) = (text.Decode(), random.Next(14));
            var cut = text.Decode(longest);
            Assert.StartsWith(cut, whole, StringComparison.Ordinal);
            Assert.InRange(cut.Length, Math.Min(whole.Length, longest) - 1, longest);
            if (cut.Length < Math.Min(whole.Length, longest)) Assert.True(char.IsHighSurrogate(whole[cut.Length]));
        }
    }
}
