namespace Reliability.Core.Numerics;

/// <summary>Scores a value between 1, best, and 0 by the curve of Lighthouse: the share of a log-normal distribution that is worse.</summary>
/// <remarks>Source: https://developer.chrome.com/docs/lighthouse/performance/performance-scoring; two points fix the curve.</remarks>
/// <param name="at90">The value that scores 0.9; above 0.</param>
/// <param name="at50">The value that scores 0.5; above <paramref name="at90"/>.</param>
public readonly struct LogNormalScore(double at90, double at50)
{
    // Of the standard normal distribution, nine tenths lie below this.
    private const double NormalQuantile90 = 1.2815515655446004;

    private readonly double _logMedian = Math.Log(at50);
    private readonly double _sigma = Math.Log(at50 / at90) / NormalQuantile90;

    /// <summary>Scores a value.</summary>
    /// <param name="value">0 or more.</param>
    /// <returns>From 0 to 1, the lower the larger the value.</returns>
    public double Of(double value) => value <= 0 ? 1 : 1 - NormalShareBelow((Math.Log(value) - _logMedian) / _sigma);

    // Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: within 0.00000015.
    private static double NormalShareBelow(double x)
    {
        var z = Math.Abs(x) / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * z));
        var series = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        var tail = series * Math.Exp(-z * z) / 2;
        return x < 0 ? tail : 1 - tail;
    }
}
