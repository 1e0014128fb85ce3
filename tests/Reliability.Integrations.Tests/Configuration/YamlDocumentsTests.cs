using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.Tests.Configuration;

public sealed class YamlDocumentsTests
{
    private readonly ConfigurationErrors _errors = new("a.yaml", _ => null);

    [Fact]
    public void Syntax_error_names_its_line_and_keeps_the_documents_before()
    {
        var documents = YamlDocuments.Read("a: 1\n---\nb: [1,\nc: }\n", _errors);

        Assert.Single(documents);
        var error = Assert.Single(_errors.Items);
        Assert.Equal("a.yaml", error.File);
        Assert.InRange(error.Line, 3, 4);
        Assert.StartsWith("not YAML: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_text_never_throws()
    {
        const string Pieces = "ab:-?[]{},'\"|>&*!%#~ \n\t\\.01";
        const int Seed = 20261001;
        var random = new Random(Seed);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Create(random.Next(1, 40), random, (span, source) => source.GetItems(Pieces, span));
            var thrown = Record.Exception(() => YamlDocuments.Read(text, _errors));
            Assert.True(thrown is null, $"{thrown} for {text}");
        }
    }

    [Fact]
    public void Alias_is_refused()
    {
        YamlDocuments.Read("a: &x [1]\nb: *x\n", _errors);

        Assert.Equal([1, 2], _errors.Items.Select(error => error.Line));
    }

    [Fact]
    public void Document_after_a_broken_one_is_read_with_its_own_lines()
    {
        var documents = YamlDocuments.ReadAll("a: 1\n---\nb: [1,\nc: }\n---\nd: 1\nd: 2\n---\ne:\n\te: 1\n---\nf: \"x\n---\ng: 1\n", _errors);

        Assert.Equal([(1, true), (2, false), (6, true), (8, false), (11, false), (14, true)], documents.Select(document => (document.Line, document.Node is not null)));
        Assert.Equal(4, _errors.Items.Count);
        Assert.Equal((7, "duplicate key 'd', first on line 6"), (_errors.Items[1].Line, _errors.Items[1].Message));
        Assert.Equal("not YAML: a tab cannot indent; write spaces", _errors.Items[2].Message);
        Assert.InRange(_errors.Items[2].Line, 9, 10);
    }

    [Fact]
    public void Merge_keys_and_aliases_are_errors_among_others()
    {
        YamlDocuments.Read("a: &x { b: 1 }\nc:\n  <<: *x\n  d: 1\n  d: 2\n&y e: 1\n", _errors);
        Assert.Equal([1, 3, 5, 6], _errors.Items.Select(error => error.Line));
    }

    [Theory]
    [InlineData("a: 1\n---\nb: \0\n---\nc: 1\n", 3, "U+0000")]
    [InlineData("a: \u0007\n", 1, "U+0007")]
    public void Character_that_yaml_does_not_allow_is_an_error_and_ends_nothing(string text, int line, string character)
    {
        var documents = YamlDocuments.Read(text, _errors);

        Assert.Equal(text.Split("---").Length, documents.Count);
        Assert.Equal((line, $"the character {character} is not allowed in YAML; leave it out"), Assert.Single(_errors.Items.Select(error => (error.Line, error.Message))));
    }

    [Theory]
    [InlineData("{\n\t\"a\": \"\\ud83d\\ude00\\/\"\n}", "😀/")]
    [InlineData("{\"a\": \"\\\\ud83d\"}", "\\ud83d")]
    [InlineData("{\r\n\"a\":\"x\"\r\n}\r\n", "x")]
    public void Json_is_yaml(string json, string value)
    {
        var map = YamlMap.Read(YamlDocuments.Read(json, _errors)[0], "", _errors)!;

        Assert.Equal(value, map.RequiredString("a"));
        Assert.Empty(_errors.Items);
    }

    [Fact]
    public void Number_of_documents_has_a_bound()
    {
        var documents = YamlDocuments.Read(string.Concat(Enumerable.Repeat("a: 1\n---\n", YamlDocuments.MostDocuments + 2)), _errors);

        Assert.Equal(YamlDocuments.MostDocuments, documents.Count);
        Assert.Equal("must not have more than 1000 documents", Assert.Single(_errors.Items).Message);
    }

    [Fact]
    public void Tag_is_refused()
    {
        YamlDocuments.Read("a: !!str 1\n", _errors);
        Assert.Contains("tags", Assert.Single(_errors.Items).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_has_a_bound()
    {
        YamlDocuments.Read(new string('[', 10_000), _errors);
        Assert.Contains("nested deeper", Assert.Single(_errors.Items).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_that_is_no_text_is_refused()
    {
        YamlDocuments.Read("? [a]\n: 1\n", _errors);
        Assert.Contains("a key must be a text", Assert.Single(_errors.Items).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Duplicate_key_keeps_the_first_value()
    {
        var map = YamlMap.Read(YamlDocuments.Read("a: x\na: y\n", _errors)[0], "", _errors)!;

        Assert.Equal("x", map.RequiredString("a"));
        Assert.Equal(2, Assert.Single(_errors.Items).Line);
    }
}
