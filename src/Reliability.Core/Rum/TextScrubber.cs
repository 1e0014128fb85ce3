using System.Text;

namespace Reliability.Core.Rum;

/// <summary>Takes out of messages and stack traces what may be a person's or a secret, before anything of them is stored.</summary>
/// <remarks>
/// <para>E-mail addresses become <c>[email]</c>, IP addresses <c>[ip]</c>, numbers of nine digits and more (telephones, cards, accounts)
/// <c>[number]</c>, tokens (JSON web tokens, long hexadecimal or mixed words, UUIDs, what follows <c>Bearer</c> or <c>password=</c>)
/// <c>[token]</c>. Queries, fragments and names before <c>@</c> are cut out of addresses; line and column at their end stay.</para>
/// <para>A few passes over the text, no pattern matching that could be made slow. Scrubbing what was scrubbed changes nothing.</para>
/// </remarks>
public static class TextScrubber
{
    private const string Scheme = "Bearer";
    private const int ShortestCredential = 8;
    private const int MostPasses = 8;
    private const int MostKept = 8_192;

    // Most texts are short and stay as they are: nothing is to be allocated for finding that out.
    [ThreadStatic]
    private static StringBuilder? _spare;

    /// <summary>Scrubs a text.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text without what was taken out; the same object if there was nothing.</returns>
    public static string Scrub(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // What is taken out may leave something to take out: the second pass mostly finds nothing.
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var scrubbed = Pass(text);
            if (ReferenceEquals(scrubbed, text)) break;
            text = scrubbed;
        }

        return text;
    }

    private static string Pass(string text)
    {
        var scrubbed = _spare ?? new StringBuilder(256);
        scrubbed.Clear();
        var rest = text.AsSpan();
        var isCredential = false;
        while (!rest.IsEmpty)
        {
            var length = ScrubbedNumber.LengthOf(rest);
            if (length > 0) scrubbed.Append(ScrubbedWord.Number);
            else length = AppendNext(rest, isCredential, scrubbed);
            isCredential = rest[0] == ' ' ? isCredential : rest[..length].Equals(Scheme, StringComparison.OrdinalIgnoreCase);
            rest = rest[length..];
        }

        _spare = scrubbed.Capacity <= MostKept ? scrubbed : null;
        return scrubbed.Equals(text) ? text : scrubbed.ToString();
    }

    private static int AppendNext(ReadOnlySpan<char> rest, bool isCredential, StringBuilder scrubbed)
    {
        var length = rest.IndexOfAny(ScrubbedWord.Delimiters) is var end && end < 0 ? rest.Length : end;
        if (length == 0)
        {
            scrubbed.Append(rest[0]);
            return 1;
        }

        if (isCredential && length >= ShortestCredential) scrubbed.Append(ScrubbedWord.Token);
        else AppendChunk(rest[..length], scrubbed);
        return length;
    }

    // Chunks have no white space, quotes or brackets: one address, or words with punctuation between them.
    private static void AppendChunk(ReadOnlySpan<char> chunk, StringBuilder scrubbed)
    {
        var scheme = chunk.IndexOf("://");
        if (scheme >= 0)
        {
            ScrubbedWord.AppendAll(chunk[..scheme], scrubbed);
            scrubbed.Append("://");
            AppendAddress(chunk[(scheme + 3)..], scrubbed);
        }
        else if (chunk[0] == '?' && chunk.Length > 1)
        {
            scrubbed.Append('?');
        }
        else if (ScrubbedWord.IsAddressOfVersion6(chunk))
        {
            scrubbed.Append(ScrubbedWord.Address);
        }
        else
        {
            var path = chunk.IndexOfAny('/', '?', '#');
            if (path >= 0 && chunk[path] == '/') AppendPath(chunk, scrubbed);
            else ScrubbedWord.AppendAll(chunk, scrubbed);
        }
    }

    private static void AppendAddress(ReadOnlySpan<char> address, StringBuilder scrubbed)
    {
        var authority = address.IndexOfAny('/', '?', '#') is var end && end < 0 ? address : address[..end];
        var user = authority.LastIndexOf('@');
        AppendPath(address[(user + 1)..], scrubbed);
    }

    private static void AppendPath(ReadOnlySpan<char> path, StringBuilder scrubbed)
    {
        var query = path.IndexOfAny('?', '#');
        if (query < 0)
        {
            ScrubbedWord.AppendAll(path, scrubbed);
            return;
        }

        ScrubbedWord.AppendAll(path[..query], scrubbed);
        scrubbed.Append(ScrubbedNumber.PlaceAtEndOf(path[query..]));
    }
}
