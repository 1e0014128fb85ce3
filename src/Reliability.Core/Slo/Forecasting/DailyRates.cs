namespace Reliability.Core.Slo.Forecasting;

/// <summary>The logarithms of the error rates of past days, without what the day of the week explains.</summary>
internal sealed class DailyRates
{
    // So that a day without bad events has a logarithm: at most half an event.
    private const double MostAdded = 0.5;

    private const double Smallest = 1e-9;

    // A weekday must differ by twice the standard error of its mean before it counts at all.
    private const double WeekdayShrinkage = 4;

    private readonly double[] _logs;

    /// <summary>Computes the rates of past days.</summary>
    public DailyRates(ForecastGrid grid)
    {
        _logs = LogsOf(grid.Days, out var hasBad);
        HasBad = hasBad;
        if (grid.PastDays >= 2 * Week.Days)
            TakeOutWeekdays();
        Mean = _logs.Where(double.IsFinite).DefaultIfEmpty().Average();
        Deviation = DeviationFrom(Mean);
        Noise = Math.Max(Smallest, NoiseOf());
    }

    /// <summary>Gets by weekday of past days how much higher its logarithm is.</summary>
    public double[] Weekdays { get; } = new double[Week.Days];

    /// <summary>Gets whether any event was bad.</summary>
    public bool HasBad { get; }

    /// <summary>Gets how many days there are.</summary>
    public int Count => _logs.Length;

    /// <summary>Gets the mean of the logarithms.</summary>
    public double Mean { get; }

    /// <summary>Gets their standard deviation.</summary>
    public double Deviation { get; }

    /// <summary>Gets the standard deviation of a day from its regime, by the differences of days in a row (von Neumann, 1941); above 0.</summary>
    public double Noise { get; }

    /// <summary>Returns the logarithm of a past day, the latest being day 0; not a number without traffic.</summary>
    public double this[int day] => _logs[day];

    private static double[] LogsOf(HourTally[] days, out bool hasBad)
    {
        var bad = days.Sum(day => day.Bad);
        hasBad = bad > 0;
        var added = Math.Min(MostAdded, bad / days.Length / 2);
        return hasBad
            ? [.. days.Select(day => day.Total > 0 ? Math.Log((day.Bad + added) / (day.Total + added)) : double.NaN)]
            : [.. days.Select(day => day.Total > 0 ? 0.0 : double.NaN)];
    }

    private void TakeOutWeekdays()
    {
        var mean = _logs.Where(double.IsFinite).Average();
        for (var weekday = 0; weekday < Week.Days; weekday++)
            Weekdays[weekday] = EffectOf(weekday, mean);
        for (var day = 0; day < _logs.Length; day++)
            _logs[day] -= Weekdays[day % Week.Days];
    }

    // Shrunk to nothing by how little its days agree, as James and Stein (1961) shrink means.
    private double EffectOf(int weekday, double mean)
    {
        var (sum, squares, count) = (0.0, 0.0, 0);
        for (var day = weekday; day < _logs.Length; day += Week.Days)
        {
            if (double.IsFinite(_logs[day]))
                (sum, squares, count) = (sum + _logs[day] - mean, squares + ((_logs[day] - mean) * (_logs[day] - mean)), count + 1);
        }

        if (count < 2)
            return 0;
        var effect = sum / count;
        var squaredError = ((squares / count) - (effect * effect)) / (count - 1);
        return effect * Math.Max(0, 1 - (WeekdayShrinkage * squaredError / Math.Max(Smallest, effect * effect)));
    }

    private double DeviationFrom(double mean)
    {
        var (squares, count) = (0.0, 0);
        foreach (var log in _logs)
        {
            if (double.IsFinite(log))
                (squares, count) = (squares + ((log - mean) * (log - mean)), count + 1);
        }

        return Math.Sqrt(squares / Math.Max(1, count - 1));
    }

    private double NoiseOf()
    {
        var (squares, count) = (0.0, 0);
        for (var day = 1; day < _logs.Length; day++)
        {
            var step = _logs[day] - _logs[day - 1];
            if (double.IsFinite(step))
                (squares, count) = (squares + (step * step), count + 1);
        }

        return Math.Sqrt(squares / Math.Max(1, count) / 2);
    }
}
