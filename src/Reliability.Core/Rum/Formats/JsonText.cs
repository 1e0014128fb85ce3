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

    /// <summary>Decodes the beginning of the text, at the cost of that alone.</summary>
    /// <param name="longest">The most characters.</param>
    public string Decode(int longest)
    {
        var (at, count) = (0, 0);
        for (; at < Raw.Length; count++)
        {
            var next = at + LengthAt(at);
            if (count + (Raw[at] >= 0xF0 ? 2 : 1) > longest) break;
            if (Raw[at] >= 0xF0) count++;
            at = next;
        }

        return new JsonText(Raw[..at], _escaped).Decode();
    }

    private int LengthAt(int at) => Raw[at] switch
    {
        (byte)'\\' when _escaped => Raw[at + 1] == 'u' ? 6 : 2,
        < 0x80 => 1,
        < 0xE0 => 2,
        < 0xF0 => 3,
        _ => 4,
    };

    private byte[] Unescape() => Encoding.UTF8.GetBytes(Decode());
}
