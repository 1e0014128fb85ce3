using System.Text;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>Tells which errors are the same: type, message without what varies, and where it was thrown.</summary>
/// <remarks>In messages and file names, numbers, ids and quoted texts are replaced. Of the stack the top <see cref="MaxFrames"/> frames count, each
/// by function and file, without line, column, query and fragment. The stack forms of V8, SpiderMonkey and JavaScriptCore are known.</remarks>
public static class ErrorFingerprint
{
    /// <summary>Stands for errors of kinds that have no group of their own.</summary>
    public const ulong Other = 0;

    /// <summary>The most frames that count.</summary>
    public const int MaxFrames = 5;

    /// <summary>Computes a fingerprint.</summary>
    /// <returns>Never <see cref="Other"/>.</returns>
    public static ulong Of(ErrorEvent error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var text = new StringBuilder(error.Type).Append('\n');
        VaryingText.AppendWithout(text, error.Message);
        var frames = 0;
        foreach (var line in error.Stack.AsSpan().EnumerateLines())
        {
            if (!TryReadFrame(line.Trim(), out var function, out var file)) continue;
            text.Append('\n').Append(function).Append('@');
            VaryingText.AppendWithout(text, file);
            if (++frames == MaxFrames) break;
        }

        return Math.Max(1, Hash64.Of(text.ToString().AsSpan()));
    }

    // "at f (https://h/a.js:1:2)", "at https://h/a.js:1:2", "f@https://h/a.js:1:2", "https://h/a.js:1:2".
    private static bool TryReadFrame(ReadOnlySpan<char> line, out ReadOnlySpan<char> function, out ReadOnlySpan<char> file)
    {
        function = [];
        file = [];
        if (line.StartsWith("at ", StringComparison.Ordinal))
        {
            line = line[3..];
            var bracket = line.LastIndexOf('(');
            if (bracket > 0 && line[^1] == ')')
            {
                function = line[..bracket].Trim();
                line = line[(bracket + 1)..^1];
            }
        }
        else if (line.IndexOf('@') is var sign && sign >= 0)
        {
            function = line[..sign];
            line = line[(sign + 1)..];
        }
        else if (!line.Contains("://", StringComparison.Ordinal))
        {
            return false; // the message above the frames
        }

        var end = line.IndexOfAny('?', '#');
        file = end >= 0 ? line[..end] : WithoutPosition(line);
        return true;
    }

    private static ReadOnlySpan<char> WithoutPosition(ReadOnlySpan<char> place)
    {
        while (place.LastIndexOf(':') is var colon && colon > 0 && colon < place.Length - 1 && !place[(colon + 1)..].ContainsAnyExceptInRange('0', '9')) place = place[..colon];
        return place;
    }
}

/// <summary>Replaces the parts of a text that vary between occurrences of the same thing. Takes time in proportion to the text.</summary>
internal static class VaryingText
{
    private const int LongestQuoted = 200;
    private const int ShortestHex = 8;
    private const int ShortestToken = 20;

    /// <summary>Appends a text with <c>#</c> for numbers and ids and <c>""</c> for quoted texts.</summary>
    public static void AppendWithout(StringBuilder destination, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var word = text.IndexOfAnyExcept(WordCharacters);
            if (word < 0) word = text.Length;
            if (word > 0)
            {
                AppendWord(destination, text[..word]);
                text = text[word..];
                if (text is ['\'', ..]) // an apostrophe: it opens no quotation
                {
                    destination.Append('\'');
                    text = text[1..];
                }

                continue;
            }

            var quoted = QuotedLength(text);
            destination.Append(quoted > 0 ? "\"\"" : text[..1]);
            text = text[Math.Max(1, quoted)..];
        }
    }

    private static readonly System.Buffers.SearchValues<char> WordCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    private static int QuotedLength(ReadOnlySpan<char> text)
    {
        if (text[0] is not ('\'' or '"' or '`')) return 0;
        var within = text[1..Math.Min(text.Length, LongestQuoted)];
        var end = within.IndexOf(text[0]);
        return end < 0 ? 0 : end + 2;
    }

    private static void AppendWord(StringBuilder destination, ReadOnlySpan<char> word)
    {
        if (!word.ContainsAnyInRange('0', '9'))
        {
            destination.Append(word);
            return;
        }

        var isHex = true;
        foreach (var c in word) isHex &= char.IsAsciiHexDigit(c) || c == '-';
        if ((isHex && word.Length >= ShortestHex) || word.Length >= ShortestToken)
        {
            destination.Append('#');
            return;
        }

        var wasDigit = false;
        foreach (var c in word)
        {
            var isDigit = char.IsAsciiDigit(c);
            if (!isDigit) destination.Append(c);
            else if (!wasDigit) destination.Append('#');
            wasDigit = isDigit;
        }
    }
}
