using System.Numerics;

namespace Reliability.Core.Numerics;

/// <summary>Estimates how many different hashes were added, in 1,024 bytes (HyperLogLog: Flajolet, Fusy, Gandouet, Meunier, 2007).</summary>
/// <remarks>Standard error 3.25 %. Adding the same hash again changes nothing, and neither does the order. Not thread-safe.</remarks>
public sealed class DistinctCounter
{
    private const int IndexBits = 10;
    private const int Registers = 1 << IndexBits;
    private const double Alpha = 0.7213 / (1 + (1.079 / Registers));

    private readonly byte[] _registers = new byte[Registers];

    /// <summary>Gets the estimate: exactly 0 when nothing was added, and nearly exact for small numbers.</summary>
    public long Estimate
    {
        get
        {
            var sum = _registers.Sum(register => 1 / (double)(1UL << register));
            var raw = Alpha * Registers * Registers / sum;
            var empty = _registers.Count(register => register == 0);
            return (long)Math.Round(raw <= 2.5 * Registers && empty > 0 ? Registers * Math.Log(Registers / (double)empty) : raw);
        }
    }

    /// <summary>Restores a counter.</summary>
    /// <param name="bytes">What <see cref="Encode"/> gave.</param>
    /// <exception cref="InvalidDataException">They are of another length.</exception>
    public static DistinctCounter Decode(ReadOnlySpan<byte> bytes)
    {
        var counter = new DistinctCounter();
        if (bytes.Length is not (0 or Registers)) throw new InvalidDataException("A stored count of different things cannot be read.");
        bytes.CopyTo(counter._registers);
        return counter;
    }

    /// <summary>Gets the stored form: 1,024 bytes, or none when nothing was added.</summary>
    public byte[] Encode() => Array.Exists(_registers, register => register != 0) ? [.. _registers] : [];

    /// <summary>Adds a hash.</summary>
    public void Add(ulong hash)
    {
        var index = (int)(hash >> (64 - IndexBits));
        var rank = (byte)(Math.Min(BitOperations.LeadingZeroCount(hash << IndexBits), 64 - IndexBits) + 1);
        _registers[index] = Math.Max(_registers[index], rank);
    }

    /// <summary>Adds everything that was added to another counter, which is left unchanged.</summary>
    public void Merge(DistinctCounter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < Registers; i++) _registers[i] = Math.Max(_registers[i], other._registers[i]);
    }
}
