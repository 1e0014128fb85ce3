using System.Globalization;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads boomerang's numbers, of which some are base 10 and some base 36.</summary>
internal static class BoomerangNumbers
{
    private const int MostDigits = 9;

    /// <summary>Reads a number in base 10.</summary>
    /// <returns>Null when the text is none.</returns>
    public static double? Base10(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Reads a number in either base.</summary>
    /// <returns>In base 10 what has only digits; in base 36 what has letters among them and is no word of JavaScript's; null for all else.</returns>
    public static double? Either(ReadOnlySpan<byte> text) => text.IndexOfAnyInRange((byte)'a', (byte)'z') < 0 || IsWord(text) ? Base10(text) : Base36(text) ?? Base10(text);

    /// <summary>Reads a number in base 36.</summary>
    /// <returns>Null when the text is none, or longer than nine digits.</returns>
    /// <remarks>A double holds the milliseconds of a date exactly; nine digits reach the year 5188.</remarks>
    public static double? Base36(ReadOnlySpan<byte> digits)
    {
        if (digits.Length is 0 or > MostDigits) return null;
        var number = 0.0;
        foreach (var digit in digits)
        {
            var value = digit switch { >= (byte)'0' and <= (byte)'9' => digit - '0', >= (byte)'a' and <= (byte)'z' => digit - 'a' + 10, _ => -1 };
            if (value < 0) return null;
            number = (number * 36) + value;
        }

        return number;
    }

    private static bool IsWord(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("undefined"u8) || text.SequenceEqual("null"u8) || text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8);
}
