namespace Reliability.Benchmarks;

/// <summary>One figure of a benchmark.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure: for ratios, ours over the baseline's of the same run; above 1 is faster.</param>
/// <param name="Unit"><c>ratio</c>, or the unit of the value.</param>
internal sealed record Result(string Name, double Value, string Unit);
