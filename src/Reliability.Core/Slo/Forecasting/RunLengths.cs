namespace Reliability.Core.Slo.Forecasting;

/// <summary>Online detection of changes: the probability of every number of days since the last one.</summary>
/// <param name="prior">What is believed of a new level.</param>
/// <param name="most">How many days will be added.</param>
/// <param name="changesPerDay">The probability that a day starts a new level; between 0 and 1.</param>
internal sealed class RunLengths(LevelBelief prior, int most, double changesPerDay)
{
    // At 0 a level that starts with the next day.
    private readonly double[] _probabilities = [1, .. new double[most]];
    private readonly LevelBelief[] _beliefs = [prior, .. new LevelBelief[most]];
    private int _days;

    /// <summary>Takes the next day.</summary>
    /// <returns>The logarithm of the density that was expected of it.</returns>
    public double Add(double log)
    {
        var densities = new double[_days + 1];
        var highest = double.NegativeInfinity;
        for (var run = 0; run <= _days; run++)
        {
            densities[run] = _beliefs[run].LogDensity(log);
            if (_probabilities[run] > 0)
                highest = Math.Max(highest, densities[run]);
        }

        var sum = 0.0;
        for (var run = _days; run >= 0; run--)
        {
            var joint = _probabilities[run] > 0 ? _probabilities[run] * Math.Exp(densities[run] - highest) : 0;
            sum += joint;
            _probabilities[run + 1] = joint * (1 - changesPerDay);
            _beliefs[run + 1] = _beliefs[run].With(log);
        }

        _probabilities[0] = sum * changesPerDay;
        _days++;
        for (var run = 0; run <= _days; run++)
            _probabilities[run] /= sum;
        return highest + Math.Log(sum);
    }

    /// <summary>Takes a day of which nothing is known: every run is a day longer.</summary>
    public void Skip()
    {
        for (var run = _days; run >= 0; run--)
            (_probabilities[run + 1], _beliefs[run + 1]) = (_probabilities[run], _beliefs[run]);
        _probabilities[0] = 0;
        _days++;
    }

    /// <summary>Returns by run length less one the probability of runs up to it, and the standard error of its level.</summary>
    public (double[] UpTo, double[] Errors) Read()
    {
        var (upTo, errors, sum) = (new double[_days], new double[_days], 0.0);
        for (var run = 1; run <= _days; run++)
        {
            sum += _probabilities[run] / (1 - _probabilities[0]);
            (upTo[run - 1], errors[run - 1]) = (sum, _beliefs[run].Error);
        }

        return (upTo, errors);
    }
}
