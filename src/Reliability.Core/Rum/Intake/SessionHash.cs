using System.Globalization;
using System.Text;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Intake;

/// <summary>What is stored of a session's id.</summary>
public static class SessionHash
{
    private const int HexLength = 16;

    /// <summary>Gets the hash of an id.</summary>
    /// <param name="id">As the page made it.</param>
    public static ulong Of(string id) => Hash64.Of(Encoding.UTF8.GetBytes(id));

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
