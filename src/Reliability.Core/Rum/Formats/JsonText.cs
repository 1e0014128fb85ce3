using System.Globalization;
using System.Text;

namespace Reliability.Core.Rum.Formats;

/// <summary>The text of a JSON string, as sent.</summary>
/// <param name="raw">The bytes between the quotes: valid UTF-8 with valid escapes.</param>
/// <param name="escaped">Whether there are escapes.</param>
internal readonly ref struct JsonText(ReadOnlySpan<byte> raw, bool escaped)
{
    private readonly bool _escaped = escaped;

    /// <summary>Gets the bytes between the quotes, escapes untouched.</summary>
    public ReadOnlySpan<byte> Raw { get; } = raw;

    /// <summary>Gets the text in UTF-8, without escapes; copied only if there are any.</summary>
    public ReadOnlySpan<byte> Unescaped() => _escaped ? Unescape() : Raw;

    /// <summary>Decodes the text; half of a surrogate pair becomes U+FFFD.</summary>
    public string Decode()
    {
        var text = Encoding.UTF8.GetString(Raw);
        if (!_escaped) return text;
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                decoded.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] != 'u')
            {
                decoded.Append(text[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c });
                continue;
            }

            decoded.Append((char)ushort.Parse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 4;
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(decoded.ToString()));
    }

    private byte[] Unescape() => Encoding.UTF8.GetBytes(Decode());
}
