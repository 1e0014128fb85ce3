using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Reliability.Core.Rum.Signals;

/// <summary>A place in a list that is ordered by two numbers and a hash, all of them descending.</summary>
/// <param name="First">What the list is ordered by first.</param>
/// <param name="Second">What it is ordered by then.</param>
/// <param name="Hash">What tells apart the rest.</param>
public readonly record struct ListPosition(long First, long Second, ulong Hash)
{
    /// <summary>Gets the order of positions from the end of a list to its start.</summary>
    public static IComparer<ListPosition> Ascending { get; } = Comparer<ListPosition>.Create((one, other) =>
        (one.First, one.Second, one.Hash).CompareTo((other.First, other.Second, other.Hash)));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>Null for anything else.</returns>
    public static ListPosition? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 100 || !Base64Url.IsValid(text)) return null;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var second)
            && ulong.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var hash)
            ? new ListPosition(first, second, hash)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{First}.{Second}.{Hash}")));

    /// <summary>Tells whether the list has this place after another.</summary>
    public bool IsAfter(ListPosition? other) => other is not { } place || Ascending.Compare(this, place) < 0;
}
