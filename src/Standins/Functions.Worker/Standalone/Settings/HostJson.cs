using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Reads host.json into configuration keys under <see cref="Section"/>, where environment variables can override it.</summary>
internal static class HostJson
{
    public const string FileName = "host.json";

    /// <summary>Configuration section; <c>AzureFunctionsJobHost__functionTimeout</c> in the environment overrides the file.</summary>
    public const string Section = "AzureFunctionsJobHost";

    public const string RoutePrefix = Section + ":extensions:http:routePrefix";
    public const string FunctionTimeout = Section + ":functionTimeout";
    public const string Functions = Section + ":functions";

    private const string LogLevels = "logging:logLevel:";

    private static readonly string[] Supported = ["version", "functionTimeout", "extensions:http:routePrefix"];

    /// <summary>Reads the first file that exists.</summary>
    /// <param name="folders">Where to look, in order.</param>
    /// <returns>The settings; empty without a file.</returns>
    /// <exception cref="InvalidDataException">The file is not a JSON object; the message names file and line.</exception>
    public static Dictionary<string, string?> Read(params IEnumerable<string> folders)
    {
        Dictionary<string, string?> settings = new(StringComparer.OrdinalIgnoreCase);
        string? path = folders.Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists);
        if (path is null)
            return settings;
        using JsonDocument document = JsonFile.Parse(path);
        Flatten(document.RootElement, "");
        return settings;

        void Flatten(JsonElement element, string key)
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty property in element.EnumerateObject())
                    Flatten(property.Value, key.Length == 0 ? property.Name : $"{key}:{property.Name}");
                return;
            }

            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach ((int index, JsonElement item) in element.EnumerateArray().Index())
                    Flatten(item, $"{key}:{index}");
                return;
            }

            string? value = element.ValueKind == JsonValueKind.Null ? null : element.ToString();
            settings[$"{Section}:{key}"] = value;
            if (key.StartsWith(LogLevels, StringComparison.OrdinalIgnoreCase))
                settings[$"Logging:LogLevel:{key[LogLevels.Length..]}"] = value;
        }
    }

    /// <summary>Names the settings that this host does not act on.</summary>
    /// <param name="settings">What <see cref="Read"/> returned.</param>
    /// <returns>Their paths in host.json, dotted and sorted.</returns>
    public static string[] Unsupported(IEnumerable<string> settings) =>
        [.. settings
            .Where(key => key.StartsWith(Section + ":", StringComparison.OrdinalIgnoreCase))
            .Select(key => key[(Section.Length + 1)..])
            .Where(key => !Supported.Contains(key, StringComparer.OrdinalIgnoreCase)
                && !key.StartsWith("functions:", StringComparison.OrdinalIgnoreCase)
                && !key.StartsWith(LogLevels, StringComparison.OrdinalIgnoreCase))
            .Select(key => key.Replace(':', '.'))
            .Order(StringComparer.OrdinalIgnoreCase)];
}
