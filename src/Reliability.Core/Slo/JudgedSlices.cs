namespace Reliability.Core.Slo;

/// <summary>Slices of one stretch of time, judged. Immutable.</summary>
internal sealed class JudgedSlices
{
    private readonly long _length;
    private readonly SliceState[] _states;
    private readonly decimal[]? _ratios;

    /// <summary>Takes what was judged.</summary>
    /// <param name="start">When the first slice starts, in ticks.</param>
    /// <param name="length">The length of a slice, in ticks.</param>
    /// <param name="states">What each counts as.</param>
    /// <param name="ratios">How good each is, 0 to 1; null where good ones are wholly so and bad ones not at all.</param>
    public JudgedSlices(long start, long length, SliceState[] states, decimal[]? ratios)
    {
        (Start, _length, _states, _ratios) = (start, length, states, ratios);
        Sum = Add(0, states.Length);
    }

    /// <summary>Gets when the first slice starts, in ticks.</summary>
    public long Start { get; }

    /// <summary>Gets when the last slice ends, in ticks.</summary>
    public long End => Start + (_states.Length * _length);

    /// <summary>Gets the sum of all slices.</summary>
    public Tally Sum { get; }

    /// <summary>Adds up the slices that start in a stretch of time, in ticks.</summary>
    public Tally Between(long from, long to) => from <= Start && to >= End
        ? Sum
        : Add(CountUntil(from), CountUntil(to));

    /// <summary>Tells whether an instant lies inside a slice that counts, not at its start.</summary>
    public bool IsInsideOne(long ticks) =>
        ticks > Start && ticks < End && (ticks - Start) % _length != 0
        && _states[(ticks - Start) / _length] is SliceState.Good or SliceState.Bad;

    // Slices that start before an instant.
    private int CountUntil(long ticks) => (int)Math.Clamp((ticks - Start + _length - 1) / _length, 0, _states.Length);

    private Tally Add(int from, int to)
    {
        var (good, counted, ratios, hasGap) = (0, 0, 0m, false);
        for (var slice = from; slice < to; slice++)
        {
            var state = _states[slice];
            hasGap |= state == SliceState.Gap;
            if (state is not (SliceState.Good or SliceState.Bad))
                continue;
            counted++;
            good += state == SliceState.Good ? 1 : 0;
            if (_ratios is not null)
                ratios += _ratios[slice];
        }

        return new Tally(_ratios is null ? good : ratios, counted, hasGap);
    }
}

/// <summary>Slices, in blocks that follow each other.</summary>
/// <param name="blocks">The blocks, in order.</param>
/// <param name="length">The length of a slice, in ticks.</param>
internal sealed class SlicedSeries(IReadOnlyList<JudgedSlices> blocks, long length) : IUnitSeries
{
    /// <inheritdoc/>
    public Tally Between(long from, long to)
    {
        var sum = default(Tally);
        foreach (var block in blocks)
        {
            if (block.Start < to && block.End > from)
                sum = sum.Plus(block.Between(from, to));
        }

        return sum;
    }

    /// <inheritdoc/>
    public bool AreTooCoarseFor(long from, TimeSpan window) =>
        Coarseness.IsTooMuch(length, window) && blocks.Any(block => block.IsInsideOne(from));
}
