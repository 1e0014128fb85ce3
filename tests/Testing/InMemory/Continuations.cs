using System.Text;

namespace Reliability.Testing;

/// <summary>Continuation tokens: the key of the next row, not meant to be read by callers.</summary>
internal static class Continuations
{
    public static string Encode(RowId key) =>
        $"{Convert.ToBase64String(Encoding.UTF8.GetBytes(key.PartitionKey))} {Convert.ToBase64String(Encoding.UTF8.GetBytes(key.RowKey))}";

    public static RowId? Decode(string? token)
    {
        if (token is null)
            return null;
        var parts = token.Split(' ', 2);
        return new RowId(Text(parts[0]), Text(parts[1]));
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
