using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Reliability.Functions.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Continuation">What to ask for the next page with; null on the last one.</param>
internal sealed record Listing<T>(IReadOnlyList<T> Items, string? Continuation);

/// <summary>Cuts lists into pages.</summary>
internal static class Listing
{
    /// <summary>The items of a page when the query does not say.</summary>
    public const int DefaultTop = 50;

    /// <summary>The most items of a page.</summary>
    public const int MaxTop = 200;

    private const string Prefix = "after:";

    /// <summary>Cuts a page out of a whole list, whose order must be the same in every request.</summary>
    public static Listing<T> Page<T>(IReadOnlyList<T> all, int skip, int top) => new(
        [.. all.Skip(skip).Take(top)],
        skip + top < all.Count ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{skip + top}"))) : null);

    /// <summary>Reads what <see cref="Page"/> made.</summary>
    public static bool TryReadContinuation(string text, out int skip)
    {
        skip = 0;
        var bytes = new byte[32];
        return text.Length <= 32
            && Base64Url.DecodeFromChars(text, bytes, out _, out var length) == OperationStatus.Done
            && Encoding.UTF8.GetString(bytes, 0, length) is var decoded
            && decoded.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(decoded.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out skip);
    }
}
