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
    /// <summary>Checks a text.</summary>
    /// <param name="text">YAML with one document or many; JSON is YAML too.</param>
    public static OpenSloReport Validate(string text)
    {
        // Whoever asks must not learn settings, so a ${NAME} stands for itself.
        var errors = new ConfigurationErrors("", name => $"${{{name}}}");
        var nodes = YamlDocuments.Read(text, errors, out var brokenFrom);
        OpenSloStream.Read(nodes, brokenFrom, errors);
        var starts = nodes.Select(node => node.Line).ToList();
        if (brokenFrom is { } line)
            starts.Add(starts.Count > 0 ? Math.Max(line, starts[^1] + 1) : 1);
        var documents = starts.Select((start, index) => Report(
            index < nodes.Count ? nodes[index] : null,
            errors.Items.Where(error => (index == 0 || error.Line >= start) && (index + 1 == starts.Count || error.Line < starts[index + 1])))).ToArray();
        if (documents.Length == 0)
            documents = [new OpenSloDocumentReport(null, null, [new OpenSloError("", "there is no document", 1)])];
        return new OpenSloReport(documents.All(document => document.Errors.Count == 0), documents);
    }

    private static OpenSloDocumentReport Report(YamlNode? document, IEnumerable<ConfigurationError> errors) => new(
        Written(document, "kind"),
        Written(Child(document, "metadata"), "name"),
        [.. errors.OrderBy(error => error.Line).Select(error => new OpenSloError(error.Path, error.Message, error.Line))]);

    private static string? Written(YamlNode? node, string key) =>
        Child(node, key) is YamlScalar { IsNull: false, Text.Length: > 0 } scalar ? scalar.Text : null;

    private static YamlNode? Child(YamlNode? node, string key) =>
        (node as YamlMapping)?.Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}
