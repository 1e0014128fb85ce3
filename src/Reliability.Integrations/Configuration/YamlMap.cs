namespace Reliability.Integrations.Configuration;

/// <summary>Reads the keys of one mapping strictly: every broken rule becomes an error, none throws.</summary>
/// <remarks>
/// A reader asks for each key it knows and ends with <see cref="RejectUnknownKeys"/>.
/// A key that is missing, null or wrong gives null or an empty list, after an error where there is a rule against it.
/// </remarks>
public sealed partial class YamlMap
{
    private readonly YamlMapping _mapping;
    private readonly Dictionary<string, YamlEntry> _entries;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private YamlMap(YamlMapping mapping, string path, ConfigurationErrors errors) =>
        (_mapping, _entries, Path, Errors) = (mapping, mapping.Entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal), path, errors);

    /// <summary>Gets where the mapping is in its document; empty for the document itself.</summary>
    public string Path { get; }

    /// <summary>Gets the line the mapping starts on, from 1.</summary>
    public int Line => _mapping.Line;

    /// <summary>Gets the collector of the file's errors.</summary>
    public ConfigurationErrors Errors { get; }

    /// <summary>Gets the keys in the order of the file.</summary>
    public IEnumerable<string> Keys => _mapping.Entries.Select(entry => entry.Key);

    /// <summary>Reads a mapping.</summary>
    /// <param name="node">Where it should stand.</param>
    /// <param name="path">The path of <paramref name="node"/>; empty for a document.</param>
    /// <param name="errors">Gets an error when it is no mapping.</param>
    /// <returns>The mapping, or null after an error.</returns>
    public static YamlMap? Read(YamlNode node, string path, ConfigurationErrors errors)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(errors);
        if (node is YamlMapping mapping)
            return new YamlMap(mapping, path, errors);
        errors.Add(node.Line, path, $"must be a mapping, is {node.Kind}");
        return null;
    }

    /// <summary>Appends a key to a path.</summary>
    /// <param name="path">The path of a mapping; may be empty.</param>
    /// <param name="key">One of its keys.</param>
    public static string Join(string path, string key) => string.IsNullOrEmpty(path) ? key : $"{path}.{key}";

    /// <summary>Tells whether a key is there and not null.</summary>
    /// <param name="key">The key; asking makes it known.</param>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Tells whether a key maps to a list.</summary>
    /// <param name="key">The key; asking makes it known.</param>
    public bool IsList(string key) => Find(key)?.Value is YamlList;

    /// <summary>Adds an error at a key, or at the mapping when the key is not there.</summary>
    /// <param name="key">The key; rejecting makes it known.</param>
    /// <param name="message">Which rule is broken.</param>
    public void Reject(string key, string message)
    {
        _asked.Add(key);
        Errors.Add(_entries.GetValueOrDefault(key)?.Line ?? Line, Join(Path, key), message);
    }

    /// <summary>Adds an error for every key that nobody asked for.</summary>
    public void RejectUnknownKeys()
    {
        foreach (var entry in _mapping.Entries.Where(entry => !_asked.Contains(entry.Key)))
            Errors.Add(entry.Line, Join(Path, entry.Key), $"unknown key '{entry.Key}'");
    }

    private YamlEntry? Find(string key)
    {
        _asked.Add(key);
        return _entries.GetValueOrDefault(key) is { Value.IsNull: false } entry ? entry : null;
    }

    private YamlEntry? Require(string key)
    {
        var entry = Find(key);
        if (entry is null)
            Reject(key, $"missing key '{key}'");
        return entry;
    }
}
