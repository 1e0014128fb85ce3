namespace Reliability.Integrations.Configuration;

/// <summary>A text of a configuration file, with its secret filled in.</summary>
/// <param name="Value">The text, or the setting that its <c>${NAME}</c> stood for.</param>
/// <param name="Written">The text as the file has it: what a message may repeat.</param>
public sealed record YamlText(string Value, string Written)
{
    private readonly ConfigurationErrors? _errors;
    private readonly int _line;
    private readonly string _path = "";

    private YamlText(string value, YamlScalar scalar, string path, ConfigurationErrors errors)
        : this(value, scalar.Text) => (_errors, _line, _path) = (errors, scalar.Line, path);

    /// <summary>Adds an error at the place of this text.</summary>
    /// <param name="message">Which rule is broken.</param>
    public void Reject(string message) => _errors?.Add(_line, _path, message);

    /// <summary>Reads a text; a number counts as the text that it is written as.</summary>
    /// <param name="node">Where it should stand.</param>
    /// <param name="path">The path of <paramref name="node"/>.</param>
    /// <param name="errors">Gets an error when it is no text, is empty, or its setting is missing.</param>
    /// <returns>The text, or null after an error.</returns>
    public static YamlText? Read(YamlNode node, string path, ConfigurationErrors errors)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(errors);
        if (node is not YamlScalar { IsNull: false, AsBoolean: null } scalar)
            errors.Add(node.Line, path, $"must be a text, is {node.Kind}");
        else if (scalar.Text.Length == 0)
            errors.Add(node.Line, path, "must not be empty");
        else if (SettingNameOf(scalar.Text) is not { } name)
            return new YamlText(scalar.Text, scalar, path, errors);
        else if (errors.Setting(name) is { } value)
            return new YamlText(value, scalar, path, errors);
        else
            errors.Add(node.Line, path, $"the setting {name} is missing or empty");
        return null;
    }

    private static string? SettingNameOf(string text) =>
        text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}') ? text[2..^1] : null;
}
