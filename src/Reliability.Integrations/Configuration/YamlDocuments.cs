using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads YAML into nodes that know their lines.</summary>
/// <remarks>
/// On parser events rather than YamlDotNet's own document model, which ends at the first duplicate key:
/// here that is one error among others. Anchors and tags are refused: no format of the suite needs them.
/// </remarks>
public static class YamlDocuments
{
    /// <summary>Reads all documents of a text.</summary>
    /// <param name="text">YAML 1.2, one document or many; an empty text has none.</param>
    /// <param name="errors">Gets every error; a syntax error ends the reading and keeps the documents before it.</param>
    /// <returns>The documents in order, empty ones left out.</returns>
    public static IReadOnlyList<YamlNode> Read(string text, ConfigurationErrors errors) => Read(text, errors, out _);

    /// <summary>Reads all documents of a text, and tells where the reading ended.</summary>
    /// <param name="text">YAML 1.2, one document or many; an empty text has none.</param>
    /// <param name="errors">Gets every error; a syntax error ends the reading and keeps the documents before it.</param>
    /// <param name="brokenFrom">The line on which the document with the syntax error starts, from 1; null without one.</param>
    /// <returns>The documents in order, empty ones left out.</returns>
    public static IReadOnlyList<YamlNode> Read(string text, ConfigurationErrors errors, out int? brokenFrom)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(errors);
        var documents = new List<YamlNode>();
        brokenFrom = 1;
        var parser = new Parser(new StringReader(text));
        try
        {
            var reader = new YamlNodeReader(parser, errors);
            parser.Consume<StreamStart>();
            while (parser.TryConsume<DocumentStart>(out _))
            {
                brokenFrom = (int)(parser.Current?.Start.Line ?? brokenFrom);
                if (reader.Read("", 0) is { IsNull: false } document)
                    documents.Add(document);
                parser.Consume<DocumentEnd>();
                brokenFrom = (int)(parser.Current?.Start.Line ?? brokenFrom);
            }

            brokenFrom = null;
        }
        catch (YamlException exception)
        {
            errors.Add((int)Math.Max(1, exception.Start.Line), "", $"not YAML: {exception.Message}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 16.3 lets these out of its scanner for some broken texts, e.g. "b: [1,\nc: }".
            errors.Add((int)(parser.Current?.Start.Line ?? 1), "", "not YAML: broken at this line or below");
        }

        return documents;
    }
}
