using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Reads all documents of a text.</summary>
internal static class OpenSloStream
{
    /// <summary>Reads the documents in order, sound or not; two of one kind and name are an error of the second.</summary>
    /// <param name="text">YAML with one document or many; JSON is YAML too.</param>
    /// <param name="errors">Gets every error.</param>
    /// <param name="allowsFullTarget">Whether a target of 1 is allowed, which OpenSLO excludes.</param>
    public static IReadOnlyList<OpenSloDocument> Read(string text, ConfigurationErrors errors, bool allowsFullTarget = false) =>
        Read(YamlDocuments.ReadAll(text, errors), errors, allowsFullTarget);

    /// <summary>Reads documents that are YAML already; those that are none are left out.</summary>
    /// <param name="texts">The documents.</param>
    /// <param name="errors">Has the errors of the text, and gets those of the documents.</param>
    /// <param name="allowsFullTarget">Whether a target of 1 is allowed, which OpenSLO excludes.</param>
    public static IReadOnlyList<OpenSloDocument> Read(
        IReadOnlyList<YamlDocument> texts, ConfigurationErrors errors, bool allowsFullTarget = false)
    {
        // What is wrong with the YAML of a document, such as a duplicate key, was found before: its line tells whose it is.
        var unsound = errors.Items.Select(error => error.Line).ToArray();
        var documents = new List<OpenSloDocument>();
        foreach (var (node, end) in texts.Select(text => text.Node).Zip(texts.Skip(1).Select(next => next.Line).Append(int.MaxValue)))
        {
            if (node is null)
                continue;
            var document = OpenSloDocument.Read(node, errors, allowsFullTarget);
            var isDouble = document is { Kind: not null, Name: not null }
                && documents.Exists(other => other.Kind == document.Kind && other.Name == document.Name);
            if (isDouble)
                document.Map?.Reject("metadata", $"there is another {document.Kind} '{document.Name}'");
            documents.Add(document with
            {
                IsSound = document.IsSound && !isDouble && !unsound.Any(line => line >= node.Line && line < end),
            });
        }

        return documents;
    }
}
