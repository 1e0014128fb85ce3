namespace Reliability.Core.Rum.Formats;

/// <summary>Makes releases as they are kept: scrubbed, cut, and without spaces.</summary>
/// <remarks>Versions, build numbers and hashes of commits look much like what is taken out of other texts, but tell releases apart: they stay.</remarks>
internal static class ReleaseName
{
    /// <summary>The longest release, in characters.</summary>
    public const int MaxLength = 64;

    private const int LongestPart = 19;

    /// <summary>Makes a release of any text.</summary>
    public static string Of(string text)
    {
        if (text.Length > MaxLength * 2) text = text[..(MaxLength * 2)];
        if (!IsVersion(text)) text = TextScrubber.Scrub(text);
        return string.Create(Math.Min(text.Length, MaxLength), text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = source[i] is > ' ' and < (char)0x7F ? source[i] : '_';
        });
    }

    // Tokens have long parts of all letters; hashes have hexadecimal ones.
    private static bool IsVersion(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetterOrDigit(text[0]) || ScrubbedWord.IsEmail(text)) return false;
        foreach (var range in text.SplitAny(".-+_@"))
        {
            var part = text[range];
            var isHex = true;
            foreach (var c in part)
            {
                if (!char.IsAsciiLetterOrDigit(c)) return false;
                isHex &= char.IsAsciiHexDigit(c);
            }

            if (!isHex && part.Length > LongestPart) return false;
        }

        return true;
    }
}
