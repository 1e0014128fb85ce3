using System.Globalization;
using System.Text;

namespace Azure.Monitor.Query.Wire;

/// <summary>Writes values as KQL does.</summary>
internal static class KustoLiteral
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">KQL has no literal for its type, or it is null: a null of KQL has a type, e.g. <c>int(null)</c>.</exception>
    public static string Of(object? value) => value switch
    {
        null => throw new ArgumentException("A null has no type in KQL; write e.g. int(null) or datetime(null).", nameof(value)),
        bool truth => truth ? "true" : "false",
        sbyte or byte or short or ushort or int or uint => Invariant($"int({value})"),
        long or ulong => Invariant($"long({value})"),
        float or double => Invariant($"real({value})"),
        decimal => Invariant($"decimal({value})"),
        Guid => Invariant($"guid({value:D})"),
        DateTimeOffset instant => Invariant($"datetime({instant.UtcDateTime:O})"),
        DateTime instant => Invariant($"datetime({instant.ToUniversalTime():O})"),
        TimeSpan duration => Invariant($"time({duration:c})"),
        char character => Quote(character.ToString()),
        string text => Quote(text),
        _ => throw new ArgumentException($"KQL has no literal for {value.GetType()}.", nameof(value)),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\r' => "\\r",
                '\n' => "\\n",
                '\t' => "\\t",
                _ => character.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
