namespace Reliability.Core.Slo.Forecasting;

/// <summary>The density of Student's t distribution.</summary>
internal static class StudentDensity
{
    private static readonly double[] LogGammaSteps = [.. Enumerable.Range(0, 512).Select(halves => LogGammaStep(halves / 2.0))];

    /// <summary>Returns the logarithm of the density at a distance from the center.</summary>
    /// <param name="distance">The distance.</param>
    /// <param name="halfDegrees">Half of the degrees of freedom; a multiple of 1/2, above 0.</param>
    /// <param name="squaredScale">The square of the scale; above 0.</param>
    public static double Log(double distance, double halfDegrees, double squaredScale)
    {
        var degrees = 2 * halfDegrees;
        return LogGammaSteps[(int)degrees]
            - (0.5 * Math.Log(degrees * Math.PI * squaredScale))
            - ((halfDegrees + 0.5) * Math.Log(1 + (distance * distance / (degrees * squaredScale))));
    }

    // ln Gamma(x + 1/2) - ln Gamma(x): the asymptotic series (Abramowitz and Stegun, 6.1.47), from 10 on after recursion.
    private static double LogGammaStep(double x)
    {
        var shift = 0.0;
        for (; x is > 0 and < 10; x++)
            shift += Math.Log(x / (x + 0.5));
        return shift + (0.5 * Math.Log(x)) - (1 / (8 * x)) + (1 / (192 * x * x * x));
    }
}
