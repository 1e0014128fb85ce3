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

    /// <summary>Reads a name: cut, and without control characters.</summary>
    /// <returns>Empty when there is none.</returns>
    public static string Name(JsonText text, int longest = MaxName) => Clean(text.Decode(longest).Trim(), keepLines: false);

    /// <summary>Reads a message, a stack or a selector: scrubbed, then cut.</summary>
    /// <returns>Empty when there is none.</returns>
    public static string Scrubbed(JsonText text, int longest) => Scrubbed(text.Decode(longest * 2), longest);

    /// <inheritdoc cref="Scrubbed(JsonText, int)"/>
    public static string Scrubbed(string text, int longest)
    {
        // What is cut off may be the half by which the rest would be known; so it is cut after scrubbing.
        var scrubbed = Clean(TextScrubber.Scrub(text.Length > longest * 2 ? text[..(longest * 2)] : text).Trim(), keepLines: true);
        if (scrubbed.Length <= longest) return scrubbed;
        return scrubbed[..(char.IsHighSurrogate(scrubbed[longest - 1]) ? longest - 1 : longest)];
    }

    /// <summary>Makes a host name: cut, in lower case, without control characters.</summary>
    public static string Host(string name) => Clean(name.Length > MaxHost ? name[..MaxHost] : name, keepLines: false).Trim().ToLowerInvariant();

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
