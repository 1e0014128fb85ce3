using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Reliability.Core.Rum;

/// <summary>Which of the pages of a report to tell of.</summary>
/// <param name="Top">How many at most, 1 to <see cref="MaxTop"/>.</param>
/// <param name="After">The place of the last page told before; null to start.</param>
public sealed record PagesWindow(int Top, PagePlace? After)
{
    /// <summary>The number of pages told when the query does not say.</summary>
    public const int DefaultTop = 50;

    /// <summary>The most pages told at once.</summary>
    public const int MaxTop = 200;
}

/// <summary>Where a page stands among others: the worst first, ties by number of samples, then by name.</summary>
/// <param name="P75">75th percentile of the metric; -1 without samples.</param>
/// <param name="Count">Number of samples of the metric.</param>
/// <param name="Page">Template of the page.</param>
public sealed record PagePlace(double P75, long Count, string Page)
{
    /// <summary>Orders places, the worst first.</summary>
    public static Comparer<PagePlace> WorstFirst { get; } = Comparer<PagePlace>.Create((one, other) =>
    {
        var byValue = other.P75.CompareTo(one.P75);
        if (byValue != 0) return byValue;
        var byCount = other.Count.CompareTo(one.Count);
        return byCount != 0 ? byCount : string.CompareOrdinal(one.Page, other.Page);
    });

    /// <summary>Gets the place as the text of a continuation.</summary>
    public string Encode() => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{P75:R}|{Count}|{Page}")))
        .Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <param name="text">A continuation, from anybody.</param>
    /// <param name="place">The place; null when the text is none.</param>
    public static bool TryDecode(string text, [NotNullWhen(true)] out PagePlace? place)
    {
        ArgumentNullException.ThrowIfNull(text);
        place = null;
        var base64 = text.Replace('-', '+').Replace('_', '/');
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length)) return false;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split('|', 3);
        if (parts.Length < 3
            || !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var p75)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        place = new PagePlace(p75, count, parts[2]);
        return true;
    }
}
