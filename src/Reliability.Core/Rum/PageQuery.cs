using System.Text;

namespace Reliability.Core.Rum;

/// <summary>The query parameters that stay in a page's template.</summary>
internal static class PageQuery
{
    /// <summary>The longest value, in characters; what is longer looks like an id.</summary>
    public const int LongestValue = 40;

    private const string Hidden = ":id";

    /// <summary>Appends the parameters of an address that are on a list, by name, each once, as far as the template has room.</summary>
    /// <param name="address">The address.</param>
    /// <param name="allowed">Names as addresses have them; the case counts.</param>
    /// <param name="template">Receives <c>?a=1&amp;b=2</c>, or nothing.</param>
    /// <param name="isId">Tells values that are kept as <c>:id</c>.</param>
    public static void Append(ReadOnlySpan<char> address, IReadOnlyList<string> allowed, StringBuilder template, Func<string, bool> isId)
    {
        var start = address.IndexOf('?');
        if (start < 0 || allowed.Count == 0) return;
        var query = address[(start + 1)..];
        if (query.IndexOf('#') is var end && end >= 0) query = query[..end];
        var separator = '?';
        foreach (var (name, value) in Read(query, allowed))
        {
            var kept = isId(value) ? Hidden : value;
            if (template.Length + name.Length + kept.Length + 2 > PageTemplate.MaxLength) continue;
            template.Append(separator).Append(name).Append('=').Append(kept);
            separator = '&';
        }
    }

    private static SortedDictionary<string, string> Read(ReadOnlySpan<char> query, IReadOnlyList<string> allowed)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in query.Split('&'))
        {
            var parameter = query[range];
            var equals = parameter.IndexOf('=');
            var name = (equals < 0 ? parameter : parameter[..equals]).Trim();
            if (NameOf(name, allowed) is { } known) found.TryAdd(known, Clean(equals < 0 ? [] : parameter[(equals + 1)..]));
        }

        return found;
    }

    private static string? NameOf(ReadOnlySpan<char> name, IReadOnlyList<string> allowed)
    {
        foreach (var known in allowed)
        {
            if (name.SequenceEqual(known)) return known;
        }

        return null;
    }

    // A value that is too long is cut one character late, so that it still looks like an id.
    private static string Clean(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.Length > LongestValue) value = value[..(LongestValue + 1)];
        return string.Create(value.Length, value, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '_' : source[i];
        });
    }
}
