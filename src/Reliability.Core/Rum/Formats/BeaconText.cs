using System.Buffers;
using System.Globalization;

namespace Reliability.Core.Rum.Formats;

/// <summary>Texts of beacons as they may be kept: short, and scrubbed where people may have written into them.</summary>
internal static class BeaconText
{
    /// <summary>The longest name of an event, a metric or a session.</summary>
    public const int MaxName = 64;

    /// <summary>The longest selector of an element.</summary>
    public const int MaxTarget = 100;

    /// <summary>The longest host name (RFC 1035, section 2.3.4, rounded down to what is useful).</summary>
    public const int MaxHost = 100;

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:");

    /// <summary>Reads a name: scrubbed, then cut, and without control characters.</summary>
    /// <returns>Empty when there is none.</returns>
    public static string Name(JsonText text, int longest = MaxName) => Name(text.Decode(longest * 2), longest);

    /// <inheritdoc cref="Name(JsonText, int)"/>
    public static string Name(string text, int longest = MaxName) => Scrubbed(text, longest, keepLines: false);

    /// <summary>Reads a message, a stack or a selector: scrubbed, then cut.</summary>
    /// <returns>Empty when there is none.</returns>
    public static string Scrubbed(JsonText text, int longest) => Scrubbed(text.Decode(longest * 2), longest);

    /// <inheritdoc cref="Scrubbed(JsonText, int)"/>
    public static string Scrubbed(string text, int longest) => Scrubbed(text, longest, keepLines: true);

    /// <summary>Makes a host name, in lower case; a port may follow.</summary>
    /// <returns>Empty for what does not look like one.</returns>
    public static string Host(string name)
    {
        name = name.Trim();
        return name.Length <= MaxHost && char.IsAsciiLetterOrDigit(name.FirstOrDefault()) && !name.AsSpan().ContainsAnyExcept(HostCharacters) && HasPortOrNone(name)
            ? name.ToLowerInvariant()
            : "";
    }

    private static bool HasPortOrNone(string name) =>
        name.IndexOf(':', StringComparison.Ordinal) is var colon && (colon < 0 || ushort.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static string Scrubbed(string text, int longest, bool keepLines)
    {
        // What is cut off may be the half by which the rest would be known; so it is cut after scrubbing.
        var scrubbed = Clean(TextScrubber.Scrub(text.Length > longest * 2 ? text[..(longest * 2)] : text).Trim(), keepLines);
        if (scrubbed.Length <= longest) return scrubbed;
        return scrubbed[..(char.IsHighSurrogate(scrubbed[longest - 1]) ? longest - 1 : longest)];
    }

    private static string Clean(string text, bool keepLines)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.Contains('\u007F', StringComparison.Ordinal)) return text;
        return string.Create(text.Length, (text, keepLines), static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(from.text[i]) && !(from.keepLines && from.text[i] == '\n') ? ' ' : from.text[i];
        });
    }
}
