namespace Reliability.Integrations.Configuration;

/// <summary>A part of a YAML document that knows its line.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
public abstract record YamlNode(int Line)
{
    /// <summary>Gets what it is, for messages: <c>a list</c>, <c>a mapping</c>, <c>a text</c> ...</summary>
    public abstract string Kind { get; }

    /// <summary>Gets whether it is an empty value, <c>~</c> or <c>null</c>.</summary>
    public virtual bool IsNull => false;
}

/// <summary>A single value.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Text">The text as the file has it, without quotes.</param>
/// <param name="IsPlain">Whether it stood without quotes: only then can it be a number, a boolean or null.</param>
public sealed record YamlScalar(int Line, string Text, bool IsPlain) : YamlNode(Line)
{
    /// <inheritdoc/>
    public override bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Gets the boolean it is in YAML 1.2, or null when it is none: <c>yes</c> and <c>on</c> are texts.</summary>
    public bool? AsBoolean => !IsPlain ? null : Text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    /// <inheritdoc/>
    public override string Kind => IsNull ? "nothing" : AsBoolean is not null ? "a boolean" : "a text";
}

/// <summary>A list.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Items">Its items in order; may be empty.</param>
public sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>One key of a mapping.</summary>
/// <param name="Key">The key.</param>
/// <param name="Line">The line of the key, from 1.</param>
/// <param name="Value">What it maps to.</param>
public sealed record YamlEntry(string Key, int Line, YamlNode Value);

/// <summary>A mapping with distinct keys.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Entries">Its keys in order; may be empty.</param>
public sealed record YamlMapping(int Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line)
{
    /// <inheritdoc/>
    public override string Kind => "a mapping";
}
