namespace Reliability.Benchmarks;

/// <summary>The textbook DDSketch with a logarithmic mapping and a dense store (Masson, Rim, Lee, VLDB 2019), as a baseline.</summary>
internal sealed class LogarithmicSketch(double accuracy)
{
    private readonly double _multiplier = 1 / Math.Log((1 + accuracy) / (1 - accuracy));
    private long[] _counts = new long[64];
    private int _offset;
    private bool _empty = true;

    public long ZeroCount { get; private set; }

    public void Add(double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value < 1e-9)
        {
            ZeroCount++;
            return;
        }

        var index = (int)Math.Ceiling(Math.Log(value) * _multiplier);
        if (_empty || index < _offset || index >= _offset + _counts.Length) Grow(index);
        _counts[index - _offset]++;
    }

    private void Grow(int index)
    {
        if (_empty)
        {
            (_offset, _empty) = (index - 32, false);
            return;
        }

        var first = Math.Min(_offset, index - 32);
        var counts = new long[Math.Max(_offset + _counts.Length, index + 32) - first];
        _counts.CopyTo(counts, _offset - first);
        (_counts, _offset) = (counts, first);
    }
}
