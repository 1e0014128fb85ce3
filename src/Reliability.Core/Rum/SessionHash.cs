using System.Globalization;
using System.Text;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum;

/// <summary>Stands for a visitor's session wherever one is stored: the id that the browser made up never is.</summary>
public static class SessionHash
{
    private const int HexLength = 16;

    /// <summary>Hashes a session id.</summary>
    /// <param name="id">The id as sent, in UTF-8.</param>
    /// <returns>0 for an empty id.</returns>
    public static ulong Of(ReadOnlySpan<byte> id) => id.IsEmpty ? 0 : Hash64.Of(id);

    /// <inheritdoc cref="Of(ReadOnlySpan{byte})"/>
    /// <param name="id">The id as sent.</param>
    public static ulong Of(string id) => Of(Encoding.UTF8.GetBytes(id));

    /// <summary>Gets the hashes that somebody may mean who names a session.</summary>
    /// <param name="name">A session's id, or its hash as answers show it: 16 hexadecimal digits. Such a text may be either, so it means both.</param>
    public static IReadOnlyList<ulong> Meant(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == HexLength && ulong.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var shown)
            ? [Of(name), shown]
            : [Of(name)];
    }
}
