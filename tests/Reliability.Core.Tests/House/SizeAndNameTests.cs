using System.Text.RegularExpressions;

namespace Reliability.Core.Tests.House;

public sealed partial class SizeAndNameTests
{
    private const int MaxLines = 400;

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Assert.All(Sources.Files("*.cs"), file => Assert.InRange(Sources.Read(file).AsSpan().Count('\n'), 1, MaxLines));

    // Stand-ins bear the names of the packages they stand in for.
    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        var names = Sources.Files("*.cs").Where(file => !Sources.IsStandin(file))
            .SelectMany(file => TypeDeclaration().Matches(Sources.Read(file)).Select(match => (file, Name: match.Groups["name"].Value)))
            .ToList();
        Assert.Contains(names, type => type.Name == "QuantileSketch");
        Assert.DoesNotContain(names, type => EmptySuffix().IsMatch(type.Name));
    }

    [GeneratedRegex(@"^[^/""\n]*\b(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+(?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("(Manager|Helpers?|Util(s|ity|ities)?|Processor|Base|Impl|Data|Info)$")]
    private static partial Regex EmptySuffix();
}
