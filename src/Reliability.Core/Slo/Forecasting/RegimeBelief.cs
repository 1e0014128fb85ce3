namespace Reliability.Core.Slo.Forecasting;

/// <summary>What is believed about the present error rate: for how many days it has been what it is, or that it follows a trend.</summary>
/// <remarks>
/// Run lengths are those of Bayesian online changepoint detection (Adams and MacKay, 2007, arXiv:0710.3742); the trend
/// is weighed against them by how well each foretold every day from those before.
/// </remarks>
internal sealed class RegimeBelief
{
    private const double ChangesPerDay = 0.01;
    private const double PriorWeight = 0.2;
    private const double TrendPrior = 0.3;

    // The rate grows by a factor of 2.7, or falls by it, in four weeks.
    private const double TrendDeviation = 0.035;

    private readonly double[] _upToRun;
    private readonly double[] _errors;

    /// <summary>Learns from past days; at least one with traffic.</summary>
    public RegimeBelief(DailyRates rates)
    {
        Rates = rates;
        var prior = new LevelBelief(rates.Mean, PriorWeight, 1, rates.Noise * rates.Noise);
        var trend = new TrendBelief(prior, TrendDeviation);
        var runs = new RunLengths(prior, rates.Count, ChangesPerDay);
        var advantage = Math.Log(TrendPrior / (1 - TrendPrior));
        for (var day = rates.Count - 1; day >= 0; day--)
        {
            if (double.IsFinite(rates[day]))
                advantage += trend.Add(rates.Count - 1 - day, rates[day]) - runs.Add(rates[day]);
            else
                runs.Skip();
        }

        TrendProbability = 1 / (1 + Math.Exp(-advantage));
        (Slope, SlopeError) = (trend.Slope, trend.SlopeError);
        (_upToRun, _errors) = runs.Read();
    }

    /// <summary>Gets the rates that it comes from.</summary>
    public DailyRates Rates { get; }

    /// <summary>Gets the probability that the rate follows a trend: 0 to 1.</summary>
    public double TrendProbability { get; }

    /// <summary>Gets by how much its logarithm then grows a day.</summary>
    public double Slope { get; }

    /// <summary>Gets the standard error of <see cref="Slope"/>.</summary>
    public double SlopeError { get; }

    /// <summary>Draws for how many days the rate has been what it is: 1 to the number of days.</summary>
    /// <param name="uniform">A random number: 0 included to 1 excluded.</param>
    public int DrawRun(double uniform)
    {
        var index = 0;
        while (index < _upToRun.Length - 1 && _upToRun[index] < uniform)
            index++;
        return index + 1;
    }

    /// <summary>Returns the standard error of the logarithm of the rate of a run.</summary>
    public double ErrorOf(int run) => _errors[run - 1];
}
