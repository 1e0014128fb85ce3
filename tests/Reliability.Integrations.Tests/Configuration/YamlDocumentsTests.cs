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
