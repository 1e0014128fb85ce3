namespace Reliability.Core.Slo.Forecasting;

/// <summary>What is believed about a straight line from numbers that scatter around it: Bayesian linear regression.</summary>
/// <remarks>The normal-inverse-gamma prior of <see cref="LevelBelief"/>, with a slope around 0; Bishop, Pattern Recognition and Machine Learning, 2006, chapter 3.</remarks>
/// <param name="prior">What is believed about the level at time 0.</param>
/// <param name="slopeDeviation">The standard deviation of the slope that is expected before any number; above 0.</param>
internal sealed class TrendBelief(LevelBelief prior, double slopeDeviation)
{
    // The precision matrix (levels, mixed, slopes) and its product with the expected line, in units of the variance.
    private double _levels = prior.Weight;
    private double _mixed;
    private double _slopes = prior.Scatter / prior.Shape / (slopeDeviation * slopeDeviation);
    private double _levelSum = prior.Weight * prior.Mean;
    private double _slopeSum;
    private double _shape = prior.Shape;
    private double _scatter = prior.Scatter;

    /// <summary>Gets the expected slope.</summary>
    public double Slope => ((_levels * _slopeSum) - (_mixed * _levelSum)) / Determinant;

    /// <summary>Gets the standard error of the slope.</summary>
    public double SlopeError => Math.Sqrt(_scatter / _shape * _levels / Determinant);

    private double Determinant => (_levels * _slopes) - (_mixed * _mixed);

    /// <summary>Takes the number of a time.</summary>
    /// <returns>The logarithm of the density that was expected of it.</returns>
    public double Add(double time, double number)
    {
        var level = ((_slopes * _levelSum) - (_mixed * _slopeSum)) / Determinant;
        var distance = number - level - (Slope * time);
        var spread = 1 + ((_slopes - (2 * _mixed * time) + (_levels * time * time)) / Determinant);
        var density = StudentDensity.Log(distance, _shape, _scatter / _shape * spread);
        (_levels, _mixed, _slopes) = (_levels + 1, _mixed + time, _slopes + (time * time));
        (_levelSum, _slopeSum) = (_levelSum + number, _slopeSum + (time * number));
        (_shape, _scatter) = (_shape + 0.5, _scatter + (distance * distance / (2 * spread)));
        return density;
    }
}
