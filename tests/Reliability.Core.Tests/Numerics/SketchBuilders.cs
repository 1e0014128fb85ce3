using Reliability.Core.Numerics;

namespace Reliability.Core.Tests.Numerics;

/// <summary>Sketches and the values to fill them with; the same on every run.</summary>
internal static class SketchBuilders
{
    public static readonly Dictionary<string, Func<Random, int, double>> Shapes = new()
    {
        ["constant"] = (_, _) => 2_500,
        ["linear"] = (_, i) => i,
        ["uniform"] = (random, _) => random.NextDouble() * 10_000,
        ["log-normal"] = (random, _) => LogNormal(random, 1_800, 0.6),
        ["exponential"] = (random, _) => -200 * Math.Log(1 - random.NextDouble()),
        ["layout shifts"] = (random, _) => random.NextDouble() < 0.4 ? 0 : -0.05 * Math.Log(1 - random.NextDouble()),
        ["any bin"] = (random, _) => Math.Pow(2, (random.NextDouble() * 36) - 14),
    };

    public static double[] Values(string shape, int size)
    {
        var random = new Random(size);
        return [.. Enumerable.Range(0, size).Select(i => Shapes[shape](random, i))];
    }

    public static QuantileSketch Of(IEnumerable<double> values)
    {
        var sketch = new QuantileSketch();
        foreach (var value in values) sketch.Add(value);
        return sketch;
    }

    public static double LogNormal(Random random, double median, double sigma) =>
        median * Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
