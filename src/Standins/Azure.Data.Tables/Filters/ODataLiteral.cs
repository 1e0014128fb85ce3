using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Filters;

/// <summary>Writes values as the literals of OData filters.</summary>
internal static class ODataLiteral
{
    /// <summary>Fills the holes of an interpolated string with literals.</summary>
    /// <exception cref="ArgumentException">A value is of a type that filters cannot hold.</exception>
    public static string Format(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var literals = new object[filter.ArgumentCount];
        for (var i = 0; i < literals.Length; i++)
        {
            var value = filter.GetArgument(i);
            literals[i] = value is null
                ? "null"
                : Of(value) ?? throw new ArgumentException($"Argument {i} of type {value.GetType()} has no OData literal.", nameof(filter));
        }

        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    /// <summary>Writes one value.</summary>
    /// <returns>The literal; null for a type that filters cannot hold.</returns>
    public static string? Of(object value) => value switch
    {
        string text => Quote(text),
        char character => Quote(character.ToString()),
        StringBuilder text => Quote(text.ToString()),
        bool flag => flag ? "true" : "false",
        byte or sbyte or short or ushort or int => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        uint number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
        long number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
        ulong number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
        float number => Double(number),
        double number => Double(number),
        decimal number => Double((double)number),
        Guid guid => $"guid'{guid:D}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexString(data.ToMemory().Span)}'",
        DateTimeOffset instant => Instant(instant.UtcDateTime),
        DateTime instant => Instant(instant.ToUniversalTime()),
        _ => null,
    };

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Instant(DateTime utc) => $"datetime'{utc.ToString("O", CultureInfo.InvariantCulture)}'";

    // A whole number keeps its ".0": without, it would be an Edm.Int32.
    private static string Double(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(number) && !text.AsSpan().ContainsAny('.', 'E') ? text + ".0" : text;
    }
}
