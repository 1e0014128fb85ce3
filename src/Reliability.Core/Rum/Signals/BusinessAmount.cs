using Reliability.Core.Numerics;

namespace Reliability.Core.Rum.Signals;

/// <summary>What came together of a business metric.</summary>
/// <remarks>Values are taken in millionths and from −<see cref="Largest"/> to <see cref="Largest"/>, so that sums are exact and the same in any order.</remarks>
/// <param name="Count">Number of events.</param>
/// <param name="Sum">Sum of their values.</param>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
public readonly record struct BusinessAmount(long Count, decimal Sum, decimal Min, decimal Max)
{
    /// <summary>The greatest value that is believed; what is beyond counts as this.</summary>
    public const double Largest = 1e12;

    /// <summary>Makes the amount of one event.</summary>
    /// <param name="value">Finite.</param>
    public static BusinessAmount Of(double value)
    {
        var exact = Math.Round((decimal)Math.Clamp(value, -Largest, Largest), 6);
        return new BusinessAmount(1, exact, exact, exact);
    }

    /// <summary>Adds another amount.</summary>
    public BusinessAmount With(BusinessAmount other) => Count == 0
        ? other
        : other.Count == 0 ? this : new BusinessAmount(Count + other.Count, Sum + other.Sum, Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    internal void WriteTo(RecordWriter destination)
    {
        destination.Count(Count);
        if (Count == 0) return;
        destination.Amount(Sum);
        destination.Amount(Min);
        destination.Amount(Max);
    }

    internal static BusinessAmount Read(ref RecordReader reader)
    {
        var count = reader.Count();
        return count == 0 ? default : new BusinessAmount(count, reader.Amount(), reader.Amount(), reader.Amount());
    }
}
