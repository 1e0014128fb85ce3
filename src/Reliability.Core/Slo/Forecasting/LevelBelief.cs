namespace Reliability.Core.Slo.Forecasting;

/// <summary>What is believed about a level from numbers that scatter around it: a normal-inverse-gamma distribution.</summary>
/// <remarks>Murphy, Conjugate Bayesian analysis of the Gaussian distribution, 2007.</remarks>
/// <param name="Mean">The expected level.</param>
/// <param name="Weight">How many numbers that is worth; above 0.</param>
/// <param name="Shape">Half of the degrees of freedom; above 0.</param>
/// <param name="Scatter">Shape x the expected variance of a number; above 0.</param>
internal readonly record struct LevelBelief(double Mean, double Weight, double Shape, double Scatter)
{
    /// <summary>Gets the standard error of the level.</summary>
    public double Error => Math.Sqrt(Scatter / (Shape * Weight));

    /// <summary>Returns the logarithm of the density of the next number.</summary>
    public double LogDensity(double next) => StudentDensity.Log(next - Mean, Shape, Scatter * (Weight + 1) / (Shape * Weight));

    /// <summary>Returns what is believed after one more number.</summary>
    public LevelBelief With(double next) => new(
        ((Weight * Mean) + next) / (Weight + 1),
        Weight + 1,
        Shape + 0.5,
        Scatter + (Weight * (next - Mean) * (next - Mean) / (2 * (Weight + 1))));
}
