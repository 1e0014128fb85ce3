using System.IO.Compression;
using Azure.Data.Tables;
using Reliability.Core.Numerics;
using Reliability.Core.Slo.Cells;

namespace Reliability.Integrations.Slo;

/// <summary>Writes a day of minutes to a row and reads it again.</summary>
/// <remarks>
/// <c>Minutes</c> holds, for each hour, the length and the bytes of <see cref="MinuteHour.Packed"/>, as they are (first byte 0)
/// or by Brotli (1) where that is shorter; <c>Coarse</c> has a bit for each hour of which only the sum was known.
/// </remarks>
internal static class MinuteDayRow
{
    private const string Minutes = "Minutes";
    private const string Coarse = "Coarse";
    private const byte Plain = 0;
    private const byte Compressed = 1;
    private const int MaxBytes = 65_536;
    private const string KeyFormat = "yyyyMMdd";

    /// <summary>Returns the row key of a day.</summary>
    public static string KeyOf(DateTimeOffset day) => day.UtcDateTime.ToString(KeyFormat, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Returns the day of a row.</summary>
    public static DateTimeOffset DayOf(string key) => DateTimeOffset.ParseExact(
        key, KeyFormat, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    /// <summary>Returns about how many bytes a row has.</summary>
    public static int BytesOf(TableEntity row) => 200 + (row.GetBinary(Minutes)?.Length ?? 0);

    /// <summary>Writes a day; one without events as a row without minutes, which stays until it is too old.</summary>
    public static TableEntity Write(string partition, DateTimeOffset start, MinuteDay? day)
    {
        var row = new TableEntity(partition, KeyOf(start));
        if (day is null)
            return row;
        var writer = new RecordWriter();
        var coarse = 0;
        for (var hour = 0; hour < MinuteDay.Hours; hour++)
        {
            writer.Count(day[hour]?.Packed.Length ?? 0);
            writer.Bytes(day[hour] is { } minutes ? minutes.Packed : default);
            coarse |= day[hour] is { IsCoarse: true } ? 1 << hour : 0;
        }

        row[Minutes] = Compress(writer.Written);
        row[Coarse] = coarse;
        return row;
    }

    /// <summary>Reads a day; null when it has no events.</summary>
    /// <exception cref="InvalidDataException">The row cannot be read: writing over it would lose what it held.</exception>
    public static MinuteDay? Read(TableEntity row)
    {
        if (row.GetBinary(Minutes) is not { } stored)
            return null;
        var coarse = row.GetInt32(Coarse) ?? 0;
        var rest = Decompress(stored, row.RowKey).AsSpan();
        var hours = new MinuteHour?[MinuteDay.Hours];
        for (var hour = 0; hour < hours.Length; hour++)
        {
            var reader = new VarintReader(rest);
            if (!reader.TryRead(out var length) || length > rest.Length - Varint.Length(length))
                throw Unreadable(row.RowKey);
            var packed = rest.Slice(Varint.Length(length), (int)length);
            rest = rest[(Varint.Length(length) + (int)length)..];
            if (length > 0)
                hours[hour] = MinuteHour.TryRead(packed, (coarse & (1 << hour)) != 0) ?? throw Unreadable(row.RowKey);
        }

        return rest.IsEmpty ? MinuteDay.Of(DayOf(row.RowKey), hours) : throw Unreadable(row.RowKey);
    }

    private static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        var compressed = new byte[1 + BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        compressed[0] = Compressed;
        if (BrotliEncoder.TryCompress(bytes, compressed.AsSpan(1), out var written, quality: 4, window: 16) && written < bytes.Length)
            return compressed[..(written + 1)];
        return [Plain, .. bytes];
    }

    private static byte[] Decompress(byte[] stored, string key)
    {
        if (stored is [Plain, ..])
            return stored[1..];
        var bytes = new byte[MaxBytes];
        return stored is [Compressed, ..] && BrotliDecoder.TryDecompress(stored.AsSpan(1), bytes, out var length)
            ? bytes[..length]
            : throw Unreadable(key);
    }

    private static InvalidDataException Unreadable(string key) => new($"The minutes of day {key} cannot be read.");
}
