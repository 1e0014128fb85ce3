using System.Globalization;
using System.Text;

namespace Reliability.Orchestration.Store;

/// <summary>Keys of the rows of one shard. An instance id is escaped where a key may not have its characters.</summary>
internal static class RowKeys
{
    /// <summary>Row of the shard: its owner, and the fence of every commit.</summary>
    public const string Shard = "!";

    /// <summary>Row that changes when something comes into the inbox.</summary>
    public const string Bell = "b";

    /// <summary>Messages to the owner of the shard itself are kept under this key, which no instance has.</summary>
    public const string Owner = "$";

    private const string Escaped = "/\\#?%|$'";

    /// <summary>Escapes an instance id: equal ids have equal keys, and a prefix of an id a prefix of its key.</summary>
    public static string Escape(string instanceId)
    {
        if (!instanceId.Any(IsEscaped)) return instanceId;
        var key = new StringBuilder(instanceId.Length + 16);
        foreach (var c in instanceId)
        {
            if (IsEscaped(c)) key.Append('$').Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else key.Append(c);
        }

        return key.ToString();
    }

    /// <summary>Undoes <see cref="Escape"/>.</summary>
    public static string Unescape(string key)
    {
        if (!key.Contains('$', StringComparison.Ordinal)) return key;
        var id = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] != '$')
            {
                id.Append(key[i]);
                continue;
            }

            id.Append((char)int.Parse(key.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            i += 4;
        }

        return id.ToString();
    }

    /// <summary>The row of an instance.</summary>
    public static string Instance(string key) => $"i|{key}";

    /// <summary>A row of the history of one generation of an instance.</summary>
    public static string History(string key, int generation, int row) => string.Create(CultureInfo.InvariantCulture, $"{Generation(key, generation)}{row:D8}");

    /// <summary>What all rows of one generation begin with.</summary>
    public static string Generation(string key, int generation) => string.Create(CultureInfo.InvariantCulture, $"{Histories(key)}{generation:D8}|");

    /// <summary>What all rows of the history of an instance begin with.</summary>
    public static string Histories(string key) => $"h|{key}|";

    /// <summary>A message to an instance.</summary>
    public static string Inbox(string key, string messageId) => $"m|{key}|{messageId}";

    /// <summary>Turns of an instance whose messages are still to be sent.</summary>
    public static string Outbox(string key, int generation, int row) => string.Create(CultureInfo.InvariantCulture, $"o|{key}|{generation:D8}|{row:D8}");

    /// <summary>When an instance has something to do.</summary>
    public static string Wake(long ticks, string key) => string.Create(CultureInfo.InvariantCulture, $"w|{ticks:D19}|{key}");

    /// <summary>Reads a key made by <see cref="Wake"/>.</summary>
    public static (long Ticks, string Key) ParseWake(string rowKey) => (long.Parse(rowKey.AsSpan(2, 19), NumberStyles.None, CultureInfo.InvariantCulture), rowKey[22..]);

    /// <summary>Tells the instance, generation and row of a key made by <see cref="Outbox"/>.</summary>
    public static (string Key, int Generation, int Row) ParseOutbox(string rowKey)
    {
        var parts = rowKey.Split('|');
        return (parts[1], int.Parse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture), int.Parse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>Tells the instance of a message's key.</summary>
    public static string InstanceOf(string rowKey) => rowKey.Split('|')[1];

    private static bool IsEscaped(char c) => char.IsControl(c) || Escaped.Contains(c, StringComparison.Ordinal);
}
