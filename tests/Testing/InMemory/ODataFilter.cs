namespace Reliability.Testing;

/// <summary>Evaluates filters over eq, ne, gt, ge, lt, le, and, or, not and parentheses.</summary>
/// <remarks>As in the service, an absent property or one of another type matches nothing, not even <c>ne</c>.</remarks>
internal sealed class ODataFilter
{
    private readonly List<FilterToken> _tokens;
    private int _next;

    private ODataFilter(List<FilterToken> tokens)
    {
        _tokens = tokens;
    }

    /// <summary>Parses a filter.</summary>
    /// <param name="filter">The filter; null or empty matches everything.</param>
    /// <returns>A predicate on properties.</returns>
    /// <exception cref="Azure.RequestFailedException">400 InvalidInput: the filter is malformed.</exception>
    public static Func<IReadOnlyDictionary<string, object>, bool> Parse(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return _ => true;

        var parser = new ODataFilter(FilterToken.Read(filter));
        var predicate = parser.Or();
        return parser._next == parser._tokens.Count ? predicate : throw FilterToken.Malformed(filter);
    }

    /// <summary>Gets the only partition that can hold rows that match; null when the filter does not tell in so many words.</summary>
    /// <param name="filter">A well-formed filter, or null.</param>
    public static string? PartitionOf(string? filter)
    {
        var tokens = FilterToken.Read(filter ?? "");
        if (tokens.Exists(token => token is { IsWord: true, Text: "or" or "not" }))
            return null;
        var at = tokens.FindIndex(token => token is { IsWord: true, Text: "PartitionKey" });
        return at >= 0 && at + 2 < tokens.Count && tokens[at + 1] is { IsWord: true, Text: "eq" } ? tokens[at + 2].Value as string : null;
    }

    private Func<IReadOnlyDictionary<string, object>, bool> Or()
    {
        var left = And();
        while (TakeWord("or"))
        {
            var (first, second) = (left, And());
            left = row => first(row) || second(row);
        }

        return left;
    }

    private Func<IReadOnlyDictionary<string, object>, bool> And()
    {
        var left = Not();
        while (TakeWord("and"))
        {
            var (first, second) = (left, Not());
            left = row => first(row) && second(row);
        }

        return left;
    }

    private Func<IReadOnlyDictionary<string, object>, bool> Not()
    {
        if (TakeWord("not"))
        {
            var inner = Not();
            return row => !inner(row);
        }

        if (!TakeWord("("))
            return Comparison();

        var group = Or();
        return TakeWord(")") ? group : throw FilterToken.Malformed("parentheses");
    }

    private Func<IReadOnlyDictionary<string, object>, bool> Comparison()
    {
        var left = Take();
        var verb = Peek() is { IsWord: true, Text: "eq" or "ne" or "gt" or "ge" or "lt" or "le" } word ? word.Text : null;
        if (verb is null && left.Value is null)
            return row => row.GetValueOrDefault(left.Text) is true;

        _next++;
        var right = Take();
        return row => left.In(row) is { } x && right.In(row) is { } y && FilterValues.Compare(x, y) is { } order && Holds(verb, order);
    }

    private static bool Holds(string? verb, int order) => verb switch
    {
        "eq" => order == 0,
        "ne" => order != 0,
        "gt" => order > 0,
        "ge" => order >= 0,
        "lt" => order < 0,
        "le" => order <= 0,
        _ => throw FilterToken.Malformed("operator"),
    };

    private FilterToken? Peek() => _next < _tokens.Count ? _tokens[_next] : null;

    private FilterToken Take() => Peek() is { } token && token is not { IsWord: true, Text: "(" or ")" } && ++_next > 0 ? token : throw FilterToken.Malformed("end");

    private bool TakeWord(string word)
    {
        if (Peek() is not { IsWord: true } token || token.Text != word)
            return false;
        _next++;
        return true;
    }
}
