namespace Reliability.Integrations.Configuration;

/// <summary>One thing that is wrong in a configuration file.</summary>
/// <param name="File">The file, relative to the configuration folder, with <c>/</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Path">Where in the document, e.g. <c>sites[0].origins[1]</c>; empty for the whole document.</param>
/// <param name="Message">Which rule is broken, for a person. Never the value of a secret.</param>
public sealed record ConfigurationError(string File, int Line, string Path, string Message);

/// <summary>Collects everything that is wrong in one file, so that all of it is reported at once.</summary>
/// <param name="file">The file, relative to the configuration folder.</param>
/// <param name="setting">Returns the setting that a <c>${NAME}</c> stands for, or null when it is not set.</param>
public sealed class ConfigurationErrors(string file, Func<string, string?> setting)
{
    private readonly List<ConfigurationError> _items = [];

    /// <summary>Gets the errors so far, in the order found.</summary>
    public IReadOnlyList<ConfigurationError> Items => _items;

    /// <summary>Gets how many errors there are so far: a reader compares two counts to learn whether a part was sound.</summary>
    public int Count => _items.Count;

    /// <summary>Adds an error.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="path">Where in the document; empty for the whole document.</param>
    /// <param name="message">Which rule is broken.</param>
    public void Add(int line, string path, string message) => _items.Add(new ConfigurationError(file, line, path, message));

    /// <summary>Returns the setting behind <c>${NAME}</c>, or null when it is not set or empty.</summary>
    /// <param name="name">The name between the braces.</param>
    public string? Setting(string name) => setting(name) is { Length: > 0 } value ? value : null;
}
