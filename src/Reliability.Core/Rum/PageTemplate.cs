using System.Text;

namespace Reliability.Core.Rum;

/// <summary>Turns a page address into the template that its visits are counted under.</summary>
/// <remarks>Scheme, host, query and fragment are left out, except for query parameters a site allows; path segments that look like ids, e-mail addresses, telephone
/// numbers or tokens become <c>:id</c>. So search terms and fragments are never stored, what looks like a person's is not
/// either, and <c>/products/17</c> and <c>/products/18</c> are one page. The template of a template is itself.</remarks>
public static class PageTemplate
{
    /// <summary>Stands for an address that is missing.</summary>
    public const string Unknown = "(unknown)";

    /// <summary>The longest template, in characters; the segments that do not fit are replaced by <c>:rest</c>.</summary>
    public const int MaxLength = 200;

    private const int MaxSegments = 10;
    private const int LongSegment = 40;
    private const int ShortNumber = 4;

    /// <summary>Makes the template of an address.</summary>
    /// <param name="address">An absolute URL, a path, or a page name; any text is taken.</param>
    /// <returns>A path that starts with <c>/</c> and has no control characters, or <see cref="Unknown"/> for an empty address.</returns>
    public static string FromAddress(ReadOnlySpan<char> address) => FromAddress(address, []);

    /// <summary>Makes the template of an address, with the query parameters that are on a list.</summary>
    /// <param name="address">An absolute URL, a path, or a page name; any text is taken.</param>
    /// <param name="queryAllowList">Names of the parameters that stay, sorted, after the path: <c>/search?utm_source=:id</c>; a value that looks like an id or a person's becomes <c>:id</c>.</param>
    /// <returns>A path that starts with <c>/</c> and has no control characters, or <see cref="Unknown"/> for an empty address.</returns>
    public static string FromAddress(ReadOnlySpan<char> address, IReadOnlyList<string> queryAllowList)
    {
        ArgumentNullException.ThrowIfNull(queryAllowList);
        address = address.Trim();
        if (address.IsEmpty) return Unknown;
        var template = new StringBuilder(64);
        var segments = 0;
        var path = PathOf(address);
        foreach (var range in path.Split('/'))
        {
            var segment = WithoutParameters(path[range]).Trim();
            if (segment.IsEmpty) continue;
            var part = IsId(segment) ? ":id" : segment;
            if (++segments > MaxSegments || template.Length + 1 + part.Length > MaxLength - "/:rest".Length)
            {
                template.Append("/:rest");
                break;
            }

            template.Append('/');
            foreach (var c in part) template.Append(char.IsControl(c) || char.IsSurrogate(c) ? '_' : c);
        }

        if (template.Length == 0) template.Append('/');
        PageQuery.Append(address, queryAllowList, template, IsPrivate);
        return template.ToString();
    }

    private static bool IsPrivate(string value)
    {
        if (value.Length <= ShortNumber && !value.AsSpan().ContainsAnyExceptInRange('0', '9')) return false;
        if (IsId(value)) return true;
        var text = Uri.UnescapeDataString(value);
        return !ReferenceEquals(TextScrubber.Scrub(text), text);
    }

    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> address)
    {
        var authority = address.IndexOf("//");
        if (authority == 0 || (authority > 0 && address[authority - 1] == ':' && !address[..authority].ContainsAny('/', '?', '#')))
        {
            address = address[(authority + 2)..];
            var path = address.IndexOfAny('/', '?', '#');
            address = path < 0 ? [] : address[path..];
        }

        var end = address.IndexOfAny('?', '#');
        return end < 0 ? address : address[..end];
    }

    // RFC 3986, section 3.3: "/cart;jsessionid=1A2B".
    private static ReadOnlySpan<char> WithoutParameters(ReadOnlySpan<char> segment)
    {
        var end = segment.IndexOf(';');
        return end < 0 ? segment : segment[..end];
    }

    private static bool IsId(ReadOnlySpan<char> segment)
    {
        if (segment.Length > LongSegment || segment.Contains('@') || segment.Contains("%40", StringComparison.Ordinal)) return true;
        if (segment.Contains("%2540", StringComparison.Ordinal)) return true; // an e-mail address that was escaped twice
        int digits = 0, hex = 0;
        foreach (var c in segment)
        {
            if (char.IsAsciiDigit(c)) digits++;
            if (char.IsAsciiHexDigit(c) || c == '-') hex++;
        }

        if (digits == segment.Length) return true;
        if (digits >= 6 && digits * 2 > segment.Length) return true; // telephone and order numbers
        if (digits > 0 && hex == segment.Length && segment.Length >= 8) return true; // UUIDs, object ids, hashes
        var leading = segment.IndexOfAnyExceptInRange('0', '9');
        if (leading >= 3 && segment[leading] == '-') return true; // 12345-blue-shoes
        return digits >= 4 && segment.Length >= 16 && !segment.Contains('-') && !segment.Contains('.'); // tokens
    }
}
