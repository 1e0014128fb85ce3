using System.Globalization;
using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>Fields of stored signals beyond those of journal records.</summary>
internal static class SignalCodec
{
    /// <summary>Appends a number of either sign, from −2^62 to 2^62: small ones take one byte.</summary>
    public static void Signed(this RecordWriter destination, long value) => destination.Count(value >= 0 ? value * 2 : (-value * 2) - 1);

    /// <summary>Reads what <see cref="Signed(RecordWriter, long)"/> wrote.</summary>
    public static long Signed(this ref RecordReader reader)
    {
        var value = reader.Count();
        return (value & 1) == 0 ? value / 2 : -(value / 2) - 1;
    }

    /// <summary>Appends an amount exactly.</summary>
    public static void Amount(this RecordWriter destination, decimal value) => destination.Text(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads what <see cref="Amount(RecordWriter, decimal)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no amount.</exception>
    public static decimal Amount(this ref RecordReader reader) =>
        decimal.TryParse(reader.Text(), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : throw new InvalidDataException("A stored amount cannot be read.");

    /// <summary>Ends reading.</summary>
    /// <exception cref="InvalidDataException">A field was missing, or bytes are left.</exception>
    public static void End(this ref RecordReader reader, string what)
    {
        if (reader.Failed || !reader.AtEnd) throw new InvalidDataException($"A stored {what} cannot be read.");
    }

    /// <summary>Reads the number of items that follow.</summary>
    /// <exception cref="InvalidDataException">There are more than there can be.</exception>
    public static int Items(this ref RecordReader reader, int max)
    {
        var count = reader.Count();
        return count <= max ? (int)count : throw new InvalidDataException("A stored list is longer than it can be.");
    }
}

/// <summary>Totals that rounds are added to.</summary>
public interface ISignalTotals
{
    /// <summary>Gets whether adding them changes nothing.</summary>
    bool IsEmpty { get; }

    /// <summary>Adds them to stored ones.</summary>
    /// <param name="stored">A <see cref="SignalRow.Body"/> of the same kind; empty for none.</param>
    /// <exception cref="InvalidDataException">What is stored cannot be read.</exception>
    SignalRow AddedTo(ReadOnlySpan<byte> stored);
}

/// <summary>Totals as they are stored.</summary>
/// <param name="Body">All of them.</param>
/// <param name="Count">What they are ranked by first, to be read without the rest.</param>
/// <param name="Sessions">What they are ranked by then.</param>
public sealed record SignalRow(byte[] Body, long Count, long Sessions);
