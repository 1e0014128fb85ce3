namespace Reliability.Core.Slo.Forecasting;

/// <summary>Pseudo-random numbers that are the same on every machine for the same seed: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).</summary>
/// <param name="seed">Any number.</param>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Makes one of many sequences that come from one seed.</summary>
    public static SplitMix Of(ulong seed, int index)
    {
        var starts = new SplitMix(unchecked(seed + ((ulong)index * 0xD1342543DE82EF95)));
        return new SplitMix(starts.NextBits());
    }

    /// <summary>Returns the next number, 0 included to 1 excluded.</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns the next whole number, 0 included to <paramref name="count"/> excluded; 1 or more.</summary>
    public int Next(int count) => (int)(((NextBits() >> 32) * (ulong)count) >> 32);

    /// <summary>Returns the next number of the standard normal distribution: Box and Muller, 1958.</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());

    private ulong NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var bits = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
