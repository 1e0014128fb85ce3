using System.Globalization;
using System.Text.RegularExpressions;
using Azure;

namespace Reliability.Testing;

/// <summary>A word of a filter: a name, an operator, a parenthesis or a literal.</summary>
/// <param name="Text">The text; the name of the property unless there is a value.</param>
/// <param name="Value">The value of a literal; null for other words.</param>
internal sealed partial record FilterToken(string Text, object? Value)
{
    public bool IsWord => Value is null;

    /// <summary>Gets the value in a row: that of the literal or of the property; null when absent.</summary>
    public object? In(IReadOnlyDictionary<string, object> row) => Value ?? row.GetValueOrDefault(Text);

    /// <summary>Takes a filter apart.</summary>
    public static List<FilterToken> Read(string filter)
    {
        var tokens = new List<FilterToken>();
        var position = 0;
        while (position < filter.Length)
        {
            var match = Word().Match(filter, position);
            if (!match.Success || match.Index != position)
                throw Malformed(filter);
            position += match.Length;
            if (!string.IsNullOrWhiteSpace(match.Value))
                tokens.Add(new FilterToken(match.Value, Literal(match, filter)));
        }

        return tokens;
    }

    public static RequestFailedException Malformed(string what) => Failures.Invalid("InvalidInput", $"The filter is malformed: {what}");

    private static object? Literal(Match match, string filter)
    {
        var text = match.Groups["quoted"].Value.Replace("''", "'", StringComparison.Ordinal);
        try
        {
            return (match.Groups["prefix"].Value, match.Groups["quoted"].Success, match.Groups["number"].Success) switch
            {
                ("", true, _) => text,
                ("datetime", true, _) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                ("guid", true, _) => Guid.Parse(text),
                ("X" or "binary", true, _) => Convert.FromHexString(text),
                (_, _, true) => Number(match.Value),
                _ => match.Value switch
                {
                    "true" => true,
                    "false" => false,
                    _ => null,
                },
            };
        }
        catch (FormatException)
        {
            throw Malformed(filter);
        }
    }

    private static object Number(string text)
    {
        if (text.EndsWith('L'))
            return long.Parse(text[..^1], CultureInfo.InvariantCulture);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.Parse(text, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("""(?<prefix>datetime|guid|X|binary)?'(?<quoted>(?:[^']|'')*)'|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?L?)|[()]|[\p{L}_][\p{L}\p{N}_]*|\s+""")]
    private static partial Regex Word();
}

/// <summary>The order of values in filters.</summary>
internal static class FilterValues
{
    /// <summary>Compares two values.</summary>
    /// <returns>Their order; null when they are not comparable.</returns>
    public static int? Compare(object left, object right) => (left, right) switch
    {
        (string x, string y) => string.CompareOrdinal(x, y),
        (bool x, bool y) => x.CompareTo(y),
        (Guid x, Guid y) => string.CompareOrdinal($"{x}", $"{y}"),
        (DateTimeOffset x, DateTimeOffset y) => x.CompareTo(y),
        (byte[] x, byte[] y) => x.AsSpan().SequenceCompareTo(y),
        (int or long, int or long) => Convert.ToInt64(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToInt64(right, CultureInfo.InvariantCulture)),
        (int or long or double, int or long or double) => CompareDoubles(left, right),
        _ => null,
    };

    private static int? CompareDoubles(object left, object right)
    {
        var (x, y) = (Convert.ToDouble(left, CultureInfo.InvariantCulture), Convert.ToDouble(right, CultureInfo.InvariantCulture));
        return double.IsNaN(x) || double.IsNaN(y) ? null : x.CompareTo(y);
    }
}
