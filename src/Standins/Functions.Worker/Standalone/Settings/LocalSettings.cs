using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Reads <c>Values</c> of local.settings.json, which stand in for environment variables on a developer's machine.</summary>
internal static class LocalSettings
{
    public const string FileName = "local.settings.json";

    /// <summary>Reads the first file that exists.</summary>
    /// <param name="folders">Where to look, in order.</param>
    /// <returns>The values under configuration keys; empty without a file.</returns>
    /// <exception cref="InvalidDataException">The file is not what it should be; the message names it.</exception>
    public static Dictionary<string, string?> Read(params IEnumerable<string> folders)
    {
        string? path = folders.Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists);
        if (path is null)
            return [];
        using JsonDocument document = JsonFile.Parse(path);
        if (!document.RootElement.TryGetProperty("Values", out JsonElement values))
            return [];
        if (values.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"{path}: Values must be an object.");
        return values.EnumerateObject().ToDictionary(
            value => value.Name.Replace("__", ":", StringComparison.Ordinal), Text, StringComparer.OrdinalIgnoreCase);

        string? Text(JsonProperty value) => value.Value.ValueKind switch
        {
            JsonValueKind.Object or JsonValueKind.Array =>
                throw new InvalidDataException($"{path}: Values.{value.Name} must be a string."),
            JsonValueKind.Null => null,
            _ => value.Value.ToString(),
        };
    }
}
