namespace Reliability.Core.Rum;

/// <summary>Numbers in texts: those to be taken out, and those to be left.</summary>
internal static class ScrubbedNumber
{
    private const int LeastDigits = 9;
    private const int MostSeparators = 2;
    private const int MostPlaceDigits = 7;

    /// <summary>Gets the length of the telephone, card or account number that a text starts with; 0 when it starts with none.</summary>
    /// <remarks>Groups of digits with one or two of space, dot, hyphen and bracket between them; a group that is a part of a word does not count.</remarks>
    public static int LengthOf(ReadOnlySpan<char> text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '(')) return 0;
        var (at, length, digits) = (1, 0, 0);
        if (char.IsAsciiDigit(text[0])) at = 0;
        while (true)
        {
            var group = GroupAt(text[at..]);
            if (group == 0) break;
            digits += group;
            at += group;
            if (digits >= LeastDigits) length = at;
            at += SeparatorsAt(text[at..]);
        }

        return length;
    }

    /// <summary>Gets the line, or line and column, that stack traces put at the end of an address: <c>:10</c>, <c>:10:5</c>; else nothing.</summary>
    public static ReadOnlySpan<char> PlaceAtEndOf(ReadOnlySpan<char> address)
    {
        var column = PartAtEndOf(address);
        return address[^(column + PartAtEndOf(address[..^column]))..];
    }

    private static int GroupAt(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? text.Length : end;
        return length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] is '_' or '@' or '%' or '~') ? 0 : length;
    }

    private static int SeparatorsAt(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(" .-()") is var end && end < 0 ? text.Length : end;
        return length <= MostSeparators ? length : 0;
    }

    private static int PartAtEndOf(ReadOnlySpan<char> text)
    {
        var start = text.LastIndexOfAnyExceptInRange('0', '9');
        var digits = text.Length - 1 - start;
        return start >= 0 && text[start] == ':' && digits is >= 1 and <= MostPlaceDigits ? digits + 1 : 0;
    }
}
