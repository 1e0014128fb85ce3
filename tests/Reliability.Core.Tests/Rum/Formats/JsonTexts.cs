using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Reliability.Core.Tests.Rum.Formats;

/// <summary>JSON and near-JSON to read, and what System.Text.Json says of it.</summary>
internal static class JsonTexts
{
    private static readonly string[] Names =
        ["name", "value", "id", "page", "url", "page_location", "navigationURL", "device", "connection", "release", "delta", "entries", "n\\u0061me", "valu\\u0065", "", "a long name of no interest"];

    private static readonly string[] Scalars =
        ["null", "true", "false", "0", "-0", "1834.2999999523163", "1e3", "-1", "1e999", "0.05", "99999999999999999999", "\"LCP\"", "\"CLS\"", "\"\"", "\"a\\u0041\\n\\\"\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"é😀\"", "\"https://shop.example/products/17?q=1\"", "\"mobile\"", "\"4g\""];

    private static readonly string[] Junk =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u12", " ", "\n", "\t", "\0", "\u0001", "//", "/*", "-", "+", ".", "e", "0", "nul", "tru", "NaN", "'", "\u00A0", "\uFEFF", "1", "\"x\":1,", "[[[[[[[[[[[[[[[[", "]]]]]]]]]]]]]]]]"];

    /// <summary>What the standard reader finds wrong, if it is wrong; beacons are at most 32 levels deep.</summary>
    public static bool IsReadable(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json)) return false;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 32, CommentHandling = JsonCommentHandling.Disallow });
        try
        {
            if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject)) return false;
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public static byte[] Generate(Random random)
    {
        var text = new StringBuilder();
        Append(text, random, 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Inserts, removes, repeats or replaces up to three times.</summary>
    public static byte[] Mutate(byte[] json, Random random)
    {
        var bytes = json.ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Count + 1);
            var count = Math.Min(random.Next(1, 4), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0: bytes.RemoveRange(at, count); break;
                case 1: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Junk[random.Next(Junk.Length)])); break;
                case 2: bytes.InsertRange(at, bytes.Slice(at, count).ToArray()); break;
                case 3 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 4 when random.Next(4) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
                default: break;
            }
        }

        return [.. bytes];
    }

    private static void Append(StringBuilder text, Random random, int depth)
    {
        var kind = random.Next(depth == 0 ? 2 : 6);
        Space(text, random);
        if (kind > 1 || depth > 6)
        {
            text.Append(Scalars[random.Next(Scalars.Length)]);
        }
        else
        {
            text.Append("{["[kind]);
            for (int i = 0, count = random.Next(6); i < count; i++)
            {
                if (i > 0) text.Append(',');
                Space(text, random);
                if (kind == 0) text.Append('"').Append(Names[random.Next(Names.Length)]).Append("\":");
                Append(text, random, depth + 1);
            }

            text.Append("}]"[kind]);
        }

        Space(text, random);
    }

    private static void Space(StringBuilder text, Random random)
    {
        if (random.Next(8) == 0) text.Append(" \n\r\t"[random.Next(4)]);
    }
}
