using System.Globalization;
using System.Text.RegularExpressions;

namespace Reliability.Integrations.Configuration;

/// <summary>Prepares the characters of a text for YamlDotNet.</summary>
internal static partial class YamlCharacters
{
    private const char Replacement = '\uFFFD';

    /// <summary>Replaces characters that YAML does not allow, after an error: YamlDotNet takes U+0000 for the end of the text.</summary>
    /// <param name="text">The text; in JSON, pairs of escapes for one character become that character, which YamlDotNet does not read.</param>
    /// <param name="errors">Gets an error for the first of them.</param>
    public static string Cleaned(string text, ConfigurationErrors errors)
    {
        var cleaned = text.AsSpan().TrimStart() is ['{' or '[', ..] ? EscapedPair().Replace(text, Character) : text;
        var first = 0;
        while (first < cleaned.Length && !IsForbidden(cleaned[first]))
            first++;
        if (first == cleaned.Length)
            return cleaned;
        var line = cleaned.AsSpan(0, first).Count('\n') + 1;
        errors.Add(line, "", string.Create(CultureInfo.InvariantCulture, $"the character U+{(int)cleaned[first]:X4} is not allowed in YAML; leave it out"));
        return string.Create(cleaned.Length, cleaned, (span, source) =>
        {
            for (var index = 0; index < source.Length; index++)
                span[index] = IsForbidden(source[index]) ? Replacement : source[index];
        });
    }

    // YAML 1.2, 5.1.
    private static bool IsForbidden(char character) => char.IsControl(character) && character is not ('\t' or '\n' or '\r' or '\u0085');

    private static string Character(Match pair) => new([Unit(pair.Groups[1]), Unit(pair.Groups[2])]);

    private static char Unit(Group digits) => (char)int.Parse(digits.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<!\\)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")]
    private static partial Regex EscapedPair();
}
