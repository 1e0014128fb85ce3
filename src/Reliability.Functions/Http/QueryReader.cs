using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Reliability.Functions.Http;

/// <summary>Reads the parameters of a query string and collects all that is wrong with them.</summary>
/// <param name="parameters">The query string.</param>
internal sealed class QueryReader(IQueryCollection parameters)
{
    private readonly List<InputError> _errors = [];

    /// <summary>Gets what is wrong so far; empty when nothing is.</summary>
    public IReadOnlyList<InputError> Errors => _errors;

    /// <summary>Reports something that is wrong with a parameter.</summary>
    public void Reject(string name, string message) => _errors.Add(new InputError(name, message));

    /// <summary>Reads a text; null when it is missing or empty.</summary>
    public string? Text(string name) => parameters.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Reads a list of words separated by commas, each at most once.</summary>
    public IReadOnlyList<string> Words(string name, IReadOnlyList<string> allowed)
    {
        var words = (Text(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        foreach (var word in words.Except(allowed)) Reject(name, $"'{word}' is not one of {string.Join(", ", allowed)}.");
        return words;
    }

    /// <summary>Reads a whole number.</summary>
    public int Number(string name, int byDefault, int smallest, int largest)
    {
        if (Text(name) is not { } text) return byDefault;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest) return number;
        Reject(name, $"'{text}' is not a whole number from {smallest} to {largest}.");
        return byDefault;
    }

    /// <summary>Reads an instant; null when it is missing or wrong.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        // A plus sign in a query string is a space, which people forget to write as %2B.
        if (DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time.Year is > 2000 and < 9000) return time.ToUniversalTime();
        Reject(name, $"'{text}' is not an ISO 8601 instant such as 2026-01-31T12:00:00Z.");
        return null;
    }

    /// <summary>Reads <c>from</c> and <c>to</c>, by default the time before now.</summary>
    /// <param name="now">The end when the query does not say.</param>
    /// <param name="byDefault">How long before the end the start is when the query does not say.</param>
    /// <param name="maxDays">The longest time that may be asked for.</param>
    public (DateTimeOffset From, DateTimeOffset To) Range(DateTimeOffset now, TimeSpan byDefault, int maxDays)
    {
        var to = Time("to") ?? now;
        var from = Time("from") ?? to - byDefault;
        if (from >= to) Reject("from", "from must be before to.");
        else if (to - from > TimeSpan.FromDays(maxDays)) Reject("from", $"The time asked for is at most {maxDays} days.");
        return (from, to);
    }

    /// <summary>Reads <c>continuation</c>: how many items earlier pages have told.</summary>
    public int Skip()
    {
        if (Text("continuation") is not { } text) return 0;
        if (Listing.TryReadContinuation(text, out var skip)) return skip;
        Reject("continuation", "This continuation was not made by the suite.");
        return 0;
    }
}
