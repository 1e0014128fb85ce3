using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>What is wrong with a text of OpenSLO documents.</summary>
/// <param name="Valid">Whether there is at least one document, and no error.</param>
/// <param name="Documents">The documents in their order; one that is no YAML is the last.</param>
public sealed record OpenSloReport(bool Valid, IReadOnlyList<OpenSloDocumentReport> Documents);

/// <summary>What is wrong with one document.</summary>
/// <param name="Kind">Its kind as it is written; null when there is none.</param>
/// <param name="Name">Its name as it is written; null when there is none.</param>
/// <param name="Errors">Everything that is wrong with it, from top to bottom.</param>
public sealed record OpenSloDocumentReport(string? Kind, string? Name, IReadOnlyList<OpenSloError> Errors);

/// <summary>One thing that is wrong.</summary>
/// <param name="Path">Where in the document, e.g. <c>spec.objectives[0].target</c>; empty for the whole document.</param>
/// <param name="Message">Which rule is broken, for a person.</param>
/// <param name="Line">The line in the text, from 1.</param>
public sealed record OpenSloError(string Path, string Message, int Line);

/// <summary>Checks documents against OpenSLO v1, whatever a suite can evaluate: references may name what is elsewhere.</summary>
public static class OpenSloValidation
{
    /// <summary>The most errors of one document that are told one by one.</summary>
    public const int MostErrors = 200;

    /// <summary>Checks a text.</summary>
    /// <param name="text">YAML with one document or many; JSON is YAML too.</param>
    public static OpenSloReport Validate(string text)
    {
        // Whoever asks must not learn settings, so a ${NAME} stands for itself.
        var errors = new ConfigurationErrors("", name => $"${{{name}}}");
        var texts = YamlDocuments.ReadAll(text, errors);
        OpenSloStream.Read(texts, errors);
        var documents = texts.Select((each, index) => Report(
            each.Node,
            errors.Items.Where(error => (index == 0 || error.Line >= each.Line) && (index + 1 == texts.Count || error.Line < texts[index + 1].Line)))).ToArray();
        if (documents.Length == 0)
        {
            errors.Add(1, "", "there is no document; write one that starts with apiVersion: openslo/v1");
            documents = [Report(null, errors.Items)];
        }

        return new OpenSloReport(documents.All(document => document.Errors.Count == 0), documents);
    }

    private static OpenSloDocumentReport Report(YamlNode? document, IEnumerable<ConfigurationError> errors)
    {
        var all = errors.OrderBy(error => error.Line).Select(error => new OpenSloError(error.Path, error.Message, error.Line)).ToList();
        var more = all.Count - MostErrors;
        if (more > 0)
        {
            var next = all[MostErrors].Line;
            all.RemoveRange(MostErrors, more);
            all.Add(new OpenSloError("", $"and {more} more from this line on", next));
        }

        return new OpenSloDocumentReport(Written(document, "kind"), Written(Child(document, "metadata"), "name"), all);
    }

    private static string? Written(YamlNode? node, string key) =>
        Child(node, key) is YamlScalar { IsNull: false, Text.Length: > 0 } scalar ? scalar.Text : null;

    private static YamlNode? Child(YamlNode? node, string key) =>
        (node as YamlMapping)?.Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}
