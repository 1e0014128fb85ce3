using System.Buffers;
using System.Globalization;
using System.Text;

namespace Reliability.Core.Rum;

/// <summary>Words in texts: those to be taken out, and those to be left.</summary>
internal static class ScrubbedWord
{
    public const string Address = "[ip]";
    public const string Email = "[email]";
    public const string Number = "[number]";
    public const string Token = "[token]";

    /// <summary>What ends an address or a word and is never a part of one.</summary>
    public static readonly SearchValues<char> Delimiters = SearchValues.Create(" \t\r\n\f\v\"'`<>(){}[],;|\0");

    private const string JsonWebToken = "eyJ"; // {" in base64
    private const int ShortestToken = 20;
    private const int ShortestHexToken = 16;
    private const int LeastTokenDigits = 4;
    private const int LongestNumber = 8;
    private const int MostColons = 7;

    private static readonly string[] SecretNames =
        ["password", "passwd", "pwd", "secret", "token", "access_token", "id_token", "refresh_token", "api_key", "apikey", "auth", "session", "sid"];

    /// <summary>Appends the words of a chunk, and what is between them, scrubbed.</summary>
    public static void AppendAll(ReadOnlySpan<char> chunk, StringBuilder scrubbed)
    {
        var isSecret = false;
        while (!chunk.IsEmpty)
        {
            var length = LengthOf(chunk, out var isPlain);
            if (length == 0)
            {
                scrubbed.Append(chunk[0]);
                isSecret &= chunk[0] == '=';
                length = 1;
            }
            else if (isSecret)
            {
                scrubbed.Append(Token);
                isSecret = false;
            }
            else
            {
                if (isPlain) scrubbed.Append(chunk[..length]);
                else AppendOne(chunk[..length], scrubbed);
                isSecret = length < chunk.Length && chunk[length] == '=' && IsSecretName(chunk[..length]);
            }

            chunk = chunk[length..];
        }
    }

    /// <summary>Tells whether a chunk is an IP address of version 6: it has <c>::</c> or all eight groups.</summary>
    public static bool IsAddressOfVersion6(ReadOnlySpan<char> chunk)
    {
        chunk = chunk.TrimEnd('.');
        var (colons, digits, isShort) = (0, 0, false);
        for (var i = 0; i < chunk.Length; i++)
        {
            if (chunk[i] == ':')
            {
                isShort |= i > 0 && chunk[i - 1] == ':';
                (colons, digits) = (colons + 1, 0);
            }
            else if ((!char.IsAsciiHexDigit(chunk[i]) && chunk[i] is not '.') || ++digits > "255.255.255.255".Length)
            {
                return false;
            }
        }

        return colons <= MostColons && (isShort ? chunk.Length > "::".Length : colons == MostColons);
    }

    // A plain word, without digits, at-sign and per cent, is nothing that is taken out.
    private static int LengthOf(ReadOnlySpan<char> chunk, out bool isPlain)
    {
        var length = 0;
        isPlain = !chunk.StartsWith(JsonWebToken);
        for (; length < chunk.Length; length++)
        {
            var c = chunk[length];
            if (char.IsLetter(c) || c is '_' or '-' or '+' or '~' or '.') continue;
            if (!char.IsDigit(c) && c is not ('%' or '@')) break;
            isPlain = false;
        }

        return length;
    }

    private static void AppendOne(ReadOnlySpan<char> word, StringBuilder scrubbed)
    {
        if (IsEmail(word)) scrubbed.Append(Email);
        else if (IsAddressOfVersion4(word)) scrubbed.Append(Address);
        else if (word.StartsWith(JsonWebToken) && word.Length >= ShortestToken) scrubbed.Append(Token);
        else AppendParts(word, scrubbed);
    }

    private static void AppendParts(ReadOnlySpan<char> word, StringBuilder scrubbed)
    {
        var isFirst = true;
        foreach (var range in word.Split('.'))
        {
            if (!isFirst) scrubbed.Append('.');
            isFirst = false;
            var part = word[range];
            if (IsToken(part)) scrubbed.Append(Token);
            else scrubbed.Append(part);
        }
    }

    private static bool IsToken(ReadOnlySpan<char> part)
    {
        int digits = 0, hex = 0, dashes = 0;
        foreach (var c in part)
        {
            if (char.IsAsciiDigit(c)) digits++;
            if (char.IsAsciiHexDigit(c)) hex++;
            if (c is '-' or '+') dashes++;
        }

        if (digits > LongestNumber && digits + dashes == part.Length) return true;
        return digits >= LeastTokenDigits && (part.Length >= ShortestToken || (part.Length >= ShortestHexToken && hex + dashes == part.Length));
    }

    // A package with its version, react@18.2.0, is none: some part of a domain but the first starts with a letter.
    private static bool IsEmail(ReadOnlySpan<char> word)
    {
        var rest = word[1..];
        var at = rest.IndexOf('@');
        if (at < 0) at = rest.IndexOf("%40");
        if (at < 0) return false;
        var domain = rest[(at + 1)..];
        for (var i = 1; i < domain.Length - 1; i++)
        {
            if (domain[i - 1] == '.' && char.IsLetter(domain[i]) && char.IsLetterOrDigit(domain[i + 1])) return true;
        }

        return false;
    }

    private static bool IsAddressOfVersion4(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd('.');
        if (word.Length is < 7 or > 15) return false;
        var parts = 0;
        foreach (var range in word.Split('.'))
        {
            if (++parts > 4 || !byte.TryParse(word[range], NumberStyles.None, CultureInfo.InvariantCulture, out _)) return false;
        }

        return parts == 4;
    }

    private static bool IsSecretName(ReadOnlySpan<char> word)
    {
        foreach (var name in SecretNames)
        {
            if (word.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
