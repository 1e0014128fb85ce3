namespace Reliability.Testing.Slo;

/// <summary>How the error rate of a simulated service behaves.</summary>
public enum ServiceKind
{
    /// <summary>It never changes.</summary>
    Constant,

    /// <summary>It follows the hour of the day and the day of the week, as traffic does.</summary>
    Seasonal,

    /// <summary>Hardly any errors, and outages that come by chance, with log-normal lengths and severities.</summary>
    Incidents,

    /// <summary>Its logarithm is an autoregressive process.</summary>
    Autoregressive,

    /// <summary>Its logarithm moves by the same amount every day.</summary>
    Drift,

    /// <summary>It jumps once, from 20 days before the forecast to 10 days after it.</summary>
    Step,

    /// <summary>It never changes, and there are few events: 0.2 to 20 an hour.</summary>
    LowTraffic,

    /// <summary>Outages judged by slices: 60 an hour, which are good or bad.</summary>
    Slices,
}

/// <summary>A service with known truth: hours of events before and after the instant of a forecast.</summary>
public sealed class SimulatedService
{
    // As much as the suite reads: the window, and at least four weeks.
    private const int FourWeeks = 28 * 24;

    private readonly Random _random;
    private readonly double[] _rate;
    private readonly double[] _traffic;

    /// <summary>Simulates a service.</summary>
    public SimulatedService(ServiceKind kind, int seed)
    {
        _random = new Random(seed);
        Kind = kind;
        Window = 24 * new[] { 7, 28, 30 }[_random.Next(3)];
        IsRolling = _random.Next(3) > 0;
        Target = kind == ServiceKind.LowTraffic
            ? new[] { 0.9, 0.95, 0.99 }[_random.Next(3)]
            : new[] { 0.95, 0.99, 0.995, 0.999, 0.9995 }[_random.Next(5)];
        var longest = Math.Max(Window, FourWeeks);
        Now = _random.Next(2) == 0 ? longest : _random.Next(4 * 24, longest);
        PeriodStart = IsRolling ? Now - Window : Now - _random.Next(0, Math.Min(Window, Now));
        _rate = new double[Now + Window];
        _traffic = new double[Now + Window];
        (Bad, Total) = (new double[Now + Window], new double[Now + Window]);
        Traffic();
        Rates(LogUniform(0.25, 4) * (1 - Target));
        Count();
    }

    public ServiceKind Kind { get; }

    public double Target { get; }

    /// <summary>Gets the length of the window, in hours.</summary>
    public int Window { get; }

    public bool IsRolling { get; }

    /// <summary>Gets the hour of the forecast: earlier ones are known.</summary>
    public int Now { get; }

    /// <summary>Gets the hour in which the window starts; below 0 when before the first hour.</summary>
    public int PeriodStart { get; }

    /// <summary>Gets the end of what the forecast looks at.</summary>
    public int End => IsRolling ? Now + Window : PeriodStart + Window;

    public double[] Bad { get; }

    public double[] Total { get; }

    public double BadSoFar => Sum(Bad, PeriodStart, Now);

    public double TotalSoFar => Sum(Total, PeriodStart, Now);

    public static double Sum(double[] values, int from, int to)
    {
        var sum = 0.0;
        for (var hour = Math.Max(0, from); hour < to; hour++) sum += values[hour];
        return sum;
    }

    /// <summary>Tells when the objective is violated, in hours from now: 0 when it is already, null when not before the end.</summary>
    public double? Violation()
    {
        var (bad, total) = (BadSoFar, TotalSoFar);
        var end = IsRolling ? 0 : (1 - Target) * Sum(Total, PeriodStart, End);
        var left = (IsRolling ? (1 - Target) * total : end) - bad;
        if (left < 0) return 0;
        for (var hour = Now; hour < End; hour++)
        {
            bad += Bad[hour];
            total += Total[hour];
            if (IsRolling && hour - Window >= 0) (bad, total) = (bad - Bad[hour - Window], total - Total[hour - Window]);
            var next = (IsRolling ? (1 - Target) * total : end) - bad;
            if (next < 0) return hour - Now + (left / (left - next));
            left = next;
        }

        return null;
    }

    private void Traffic()
    {
        var mean = Kind == ServiceKind.LowTraffic ? LogUniform(0.2, 20) : Kind == ServiceKind.Slices ? 60 : LogUniform(50, 100_000);
        var isSeasonal = Kind != ServiceKind.Slices && (Kind == ServiceKind.Seasonal || _random.Next(2) == 0);
        var daily = isSeasonal ? 0.2 + (0.7 * _random.NextDouble()) : 0;
        var weekend = isSeasonal ? 0.3 + (0.6 * _random.NextDouble()) : 1;
        var phase = _random.Next(168);
        for (var hour = 0; hour < _traffic.Length; hour++)
            _traffic[hour] = mean * Season(hour + phase, daily, weekend);
    }

    private static double Season(int hour, double daily, double weekend) =>
        (1 + (daily * Math.Sin(2 * Math.PI * hour / 24))) * (hour % 168 >= 120 ? weekend : 1);

    private void Rates(double level)
    {
        Array.Fill(_rate, level);
        switch (Kind)
        {
            case ServiceKind.Seasonal:
                var (daily, weekend, phase) = (0.2 + (0.75 * _random.NextDouble()), LogUniform(0.2, 2), _random.Next(168));
                for (var hour = 0; hour < _rate.Length; hour++) _rate[hour] *= Season(hour + phase, daily, weekend);
                break;
            case ServiceKind.Autoregressive:
                Autoregress(LogUniform(6, 120), 0.3 + (0.8 * _random.NextDouble()));
                break;
            case ServiceKind.Drift:
                var slope = Math.Log(LogUniform(1.2, 5)) / (28 * 24) * (_random.Next(3) == 0 ? -1 : 1);
                for (var hour = 0; hour < _rate.Length; hour++) _rate[hour] *= Math.Exp(slope * (hour - Now));
                break;
            case ServiceKind.Step:
                var (at, factor) = (Now + _random.Next(-20 * 24, 10 * 24), LogUniform(0.2, 8));
                for (var hour = 0; hour < _rate.Length; hour++) if (hour < at) _rate[hour] /= factor;
                break;
            case ServiceKind.Incidents or ServiceKind.Slices:
                Outages(level);
                break;
        }
    }

    private void Autoregress(double memory, double deviation)
    {
        var (keep, x) = (Math.Exp(-1 / memory), Normal());
        for (var hour = 0; hour < _rate.Length; hour++)
        {
            _rate[hour] *= Math.Exp((deviation * x) - (deviation * deviation / 2));
            x = (keep * x) + (Math.Sqrt(1 - (keep * keep)) * Normal());
        }
    }

    private void Outages(double level)
    {
        var quiet = Kind == ServiceKind.Slices ? 0 : LogUniform(0.02, 0.3);
        Array.Fill(_rate, level * quiet);
        var between = LogUniform(Window / 15.0, Window / 1.5);
        var length = LogUniform(0.3, 6);
        // On average the outages of a window spend what the level says.
        var severity = Math.Min(1, level * (1 - quiet) * between / length / Math.Exp(0.5 + 0.32));
        for (var hour = -Math.Log(1 - _random.NextDouble()) * between; hour < _rate.Length; hour += -Math.Log(1 - _random.NextDouble()) * between)
        {
            var share = Math.Min(1, severity * Math.Exp(0.8 * Normal()));
            var end = Math.Min(_rate.Length, hour + (length * Math.Exp(Normal())));
            for (var at = (int)hour; at < end; at++)
                _rate[at] = Math.Min(1, _rate[at] + (share * (Math.Min(end, at + 1) - Math.Max(hour, at))));
        }
    }

    private void Count()
    {
        for (var hour = 0; hour < _rate.Length; hour++)
        {
            Total[hour] = Kind == ServiceKind.Slices ? 60 : Poisson(_traffic[hour]);
            Bad[hour] = Math.Min(Total[hour], Poisson(Total[hour] * Math.Min(1, _rate[hour])));
        }
    }

    private double LogUniform(double from, double to) => from * Math.Pow(to / from, _random.NextDouble());

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private double Poisson(double mean)
    {
        if (mean > 50) return Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * Normal())));
        var (count, product, least) = (0, _random.NextDouble(), Math.Exp(-mean));
        while (product > least)
        {
            count++;
            product *= _random.NextDouble();
        }

        return count;
    }
}
