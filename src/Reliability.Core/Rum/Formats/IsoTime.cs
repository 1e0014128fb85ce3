using System.Globalization;
using System.Text;

namespace Reliability.Core.Rum.Formats;

/// <summary>Reads instants as <c>toISOString</c> writes them.</summary>
internal static class IsoTime
{
    private const int Longest = 40;

    /// <summary>Reads an instant of ISO 8601; without an offset it is UTC.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="milliseconds">Since 1970.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out double milliseconds)
    {
        milliseconds = 0;
        if (text.Length is < 10 or > Longest || !char.IsAsciiDigit((char)text[0])) return false;
        Span<char> chars = stackalloc char[Longest];
        if (!Ascii.IsValid(text) || !Encoding.ASCII.TryGetChars(text, chars, out var length)) return false;
        if (!DateTimeOffset.TryParse(chars[..length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return false;
        milliseconds = time.ToUnixTimeMilliseconds();
        return true;
    }
}
