using System.Globalization;
using System.Text.RegularExpressions;
using Reliability.Core;

namespace Reliability.Integrations.Configuration;

/// <content>Single values.</content>
public sealed partial class YamlMap
{
    /// <summary>Reads a text that must be there.</summary>
    /// <param name="key">The key.</param>
    public YamlText? RequiredText(string key) => Text(key, Require(key));

    /// <summary>Reads a text that may be missing.</summary>
    /// <param name="key">The key.</param>
    public YamlText? OptionalText(string key) => Text(key, Find(key));

    /// <summary>Reads a text that must be there, without its place.</summary>
    /// <param name="key">The key.</param>
    public string? RequiredString(string key) => RequiredText(key)?.Value;

    /// <summary>Reads a text that may be missing, without its place.</summary>
    /// <param name="key">The key.</param>
    public string? OptionalString(string key) => OptionalText(key)?.Value;

    /// <summary>Reads a name that must be there: an RFC 1123 label of 1 to 63 characters.</summary>
    /// <param name="key">The key.</param>
    public string? RequiredName(string key) => Name(RequiredText(key));

    /// <summary>Reads a name that may be missing: an RFC 1123 label of 1 to 63 characters.</summary>
    /// <param name="key">The key.</param>
    public string? OptionalName(string key) => Name(OptionalText(key));

    /// <summary>Reads one of some words that must be there; the case counts.</summary>
    /// <param name="key">The key.</param>
    /// <param name="allowed">The words.</param>
    public string? RequiredOneOf(string key, params IReadOnlyList<string> allowed) => OneOf(RequiredText(key), allowed);

    /// <summary>Reads one of some words that may be missing; the case counts.</summary>
    /// <param name="key">The key.</param>
    /// <param name="allowed">The words.</param>
    public string? OptionalOneOf(string key, params IReadOnlyList<string> allowed) => OneOf(OptionalText(key), allowed);

    /// <summary>Reads a number that must be there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="least">The least allowed value.</param>
    /// <param name="most">The greatest allowed value.</param>
    public decimal? RequiredDecimal(string key, decimal least, decimal most) => Decimal(key, Require(key), least, most);

    /// <summary>Reads a number that may be missing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="least">The least allowed value.</param>
    /// <param name="most">The greatest allowed value.</param>
    public decimal? OptionalDecimal(string key, decimal least, decimal most) => Decimal(key, Find(key), least, most);

    /// <summary>Reads a boolean that may be missing: <c>true</c> or <c>false</c>.</summary>
    /// <param name="key">The key.</param>
    public bool? OptionalBoolean(string key)
    {
        if (Find(key) is not { } entry)
            return null;
        var value = (entry.Value as YamlScalar)?.AsBoolean;
        if (value is null)
            Reject(key, $"must be true or false, is {entry.Value.Kind}");
        return value;
    }

    /// <summary>Reads a duration that must be there, as <see cref="DurationText.TryParse(string?, out TimeSpan)"/> does; 0 is allowed.</summary>
    /// <param name="key">The key.</param>
    public TimeSpan? RequiredDuration(string key) => Duration(RequiredText(key));

    /// <summary>Reads a duration that may be missing, as <see cref="DurationText.TryParse(string?, out TimeSpan)"/> does; 0 is allowed.</summary>
    /// <param name="key">The key.</param>
    public TimeSpan? OptionalDuration(string key) => Duration(OptionalText(key));

    private YamlText? Text(string key, YamlEntry? entry) =>
        entry is null ? null : YamlText.Read(entry.Value, Join(Path, key), Errors);

    private static string? Name(YamlText? text)
    {
        if (text is null || LabelPattern().IsMatch(text.Value))
            return text?.Value;
        text.Reject($"'{text.Written}' is no name: 1 to 63 of a-z, 0-9 and '-', not '-' first or last (RFC 1123)");
        return null;
    }

    private static string? OneOf(YamlText? text, IReadOnlyList<string> allowed)
    {
        if (text is null || allowed.Contains(text.Value, StringComparer.Ordinal))
            return text?.Value;
        text.Reject($"'{text.Written}' must be {string.Join(", ", allowed)}");
        return null;
    }

    private static TimeSpan? Duration(YamlText? text)
    {
        if (text is null)
            return null;
        if (DurationText.TryParse(text.Value, out var duration))
            return duration;
        text.Reject($"'{text.Written}' is no duration: write 90s, 5m, 2h or 7d");
        return null;
    }

    private decimal? Decimal(string key, YamlEntry? entry, decimal least, decimal most)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (entry is null)
            return null;
        if (entry.Value is not YamlScalar { IsPlain: true } scalar)
            Reject(key, $"must be a number, is {entry.Value.Kind}");
        else if (!decimal.TryParse(scalar.Text, Styles, CultureInfo.InvariantCulture, out var value))
            Reject(key, $"'{scalar.Text}' is no number");
        else if (value < least || value > most)
            Reject(key, string.Create(CultureInfo.InvariantCulture, $"must be {least} to {most}, is {value}"));
        else
            return value;
        return null;
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    private static partial Regex LabelPattern();
}
