using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Reads the JSON files people write by hand: comments and trailing commas allowed.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Parses a file that holds one JSON object.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The document.</returns>
    /// <exception cref="InvalidDataException">The file is not a JSON object; the message names file and line.</exception>
    public static JsonDocument Parse(string path)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new InvalidDataException($"{path}: a JSON object is expected.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}({e.LineNumber + 1}): {e.Message}", e);
        }
    }
}
