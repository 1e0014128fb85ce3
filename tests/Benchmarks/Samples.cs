namespace Reliability.Benchmarks;

/// <summary>Input for benchmarks and the middle of their results.</summary>
internal static class Samples
{
    public static double[] LogNormal(int count, double median, double sigma, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => median * Math.Exp(sigma * Normal(random)))];
    }

    public static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
