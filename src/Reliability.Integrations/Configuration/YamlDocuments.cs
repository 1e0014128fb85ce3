using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reliability.Integrations.Configuration;

/// <summary>One document of a text.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Node">What it says; null when it is no YAML.</param>
public sealed record YamlDocument(int Line, YamlNode? Node);

/// <summary>Reads YAML into nodes that know their lines.</summary>
/// <remarks>
/// On parser events rather than YamlDotNet's own document model, which ends at the first duplicate key:
/// here that is one error among others. Anchors and tags are refused: no format of the suite needs them.
/// </remarks>
public static class YamlDocuments
{
    /// <summary>The most documents of one text; what follows is not read, and an error.</summary>
    public const int MostDocuments = 1_000;

    /// <summary>Reads all documents of a text that are YAML.</summary>
    /// <param name="text">YAML 1.2, one document or many; an empty text has none.</param>
    /// <param name="errors">Gets every error; one with a syntax error is left out.</param>
    /// <returns>The documents in order, empty ones left out.</returns>
    public static IReadOnlyList<YamlNode> Read(string text, ConfigurationErrors errors) =>
        [.. ReadAll(text, errors).Select(document => document.Node).OfType<YamlNode>()];

    /// <summary>Reads all documents of a text, those that are no YAML too: the next one starts at the next line <c>---</c>.</summary>
    /// <param name="text">YAML 1.2, one document or many; an empty text has none.</param>
    /// <param name="errors">Gets every error.</param>
    /// <returns>The documents in order, empty ones left out; each on a line of its own.</returns>
    public static IReadOnlyList<YamlDocument> ReadAll(string text, ConfigurationErrors errors)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(errors);
        var documents = new List<YamlDocument>();
        var rest = new YamlRest(YamlCharacters.Cleaned(text, errors), 0);
        while (rest is not null)
            rest = ReadSome(rest, documents, errors) is { } broken && documents.Count < MostDocuments ? rest.After(broken) : null;
        return documents;
    }

    // Returns the line on which a document starts that is no YAML, in the whole text; null when the rest was read to its end.
    private static int? ReadSome(YamlRest rest, List<YamlDocument> documents, ConfigurationErrors errors)
    {
        var parser = new Parser(new StringReader(rest.Text));
        int LineNow() => (int)(parser.Current?.Start.Line ?? 1) + rest.Skipped;
        var start = rest.Skipped + 1;
        try
        {
            var reader = new YamlNodeReader(parser, errors, rest.Skipped);
            parser.Consume<StreamStart>();
            while (parser.TryConsume<DocumentStart>(out var marker))
            {
                if (documents.Count == MostDocuments)
                {
                    errors.Add(LineNow(), "", $"must not have more than {MostDocuments} documents");
                    return null;
                }

                start = (int)marker.Start.Line + rest.Skipped;
                if (reader.Read("", 0) is { IsNull: false } document)
                    documents.Add(new YamlDocument(document.Line, document));
                parser.Consume<DocumentEnd>();
                start = LineNow();
            }

            return null;
        }
        catch (YamlException exception)
        {
            var (line, last) = ((int)Math.Max(1, exception.Start.Line) + rest.Skipped, (int)exception.End.Line + rest.Skipped);
            // YamlDotNet names some tabs where it stands, and points to before or after others.
            var isNamed = exception.Message.Contains(" tab ", StringComparison.Ordinal);
            var tab = isNamed ? rest.LineIndentedByTab(start, int.MaxValue) : rest.LineIndentedByTab(line - 1, last + 1);
            errors.Add(tab ?? line, "", tab is null ? $"not YAML: {exception.Message}" : "not YAML: a tab cannot indent; write spaces");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 16.3 lets these out of its scanner for some broken texts, e.g. "b: [1,\nc: }".
            errors.Add(LineNow(), "", "not YAML: broken at this line or below");
        }

        documents.Add(new YamlDocument(documents.Count > 0 ? Math.Max(start, documents[^1].Line + 1) : start, null));
        return start;
    }
}
