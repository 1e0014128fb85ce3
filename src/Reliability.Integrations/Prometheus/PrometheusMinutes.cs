using System.Globalization;
using Reliability.Core;
using Reliability.Core.Slo;

namespace Reliability.Integrations.Prometheus;

/// <summary>Turns values of Prometheus into points: the value at an instant tells of the step that ends there.</summary>
/// <param name="step">The length of a point.</param>
internal sealed class PrometheusMinutes(TimeSpan step)
{
    // How far a part may be above its total because increase() extrapolates each series by itself: one event, or 5 %.
    private const decimal EventNoise = 1m;
    private const decimal RelativeNoise = 0.05m;
    private const decimal RatioNoise = 0.000_001m;

    // Far above any traffic, and far below where decimals end.
    private const double MaxCount = 1e15;
    private const double MaxDecimal = 7e28;

    /// <summary>Makes points of counts; minutes without events have none.</summary>
    /// <exception cref="PrometheusRejectedException">A count is no number of events, or the part is no part of the total.</exception>
    public IReadOnlyList<SliPoint> Ratio(IReadOnlyDictionary<long, double> total, IReadOnlyDictionary<long, double> part, bool countsBad)
    {
        var points = new List<SliPoint>(total.Count);
        foreach (var (end, value) in total.OrderBy(pair => pair.Key))
        {
            // No series means no events of that kind.
            var (whole, some) = (Count(end, value), part.TryGetValue(end, out var other) ? Count(end, other) : 0m);
            if (whole == 0m)
                continue;
            if (some > whole + Math.Max(EventNoise, whole * RelativeNoise))
                throw new PrometheusRejectedException(Above(end, some, whole, countsBad));
            var clamped = Math.Min(some, whole);
            points.Add(new SliPoint(StartOf(end), step, countsBad ? whole - clamped : clamped, whole));
        }

        return points;
    }

    /// <summary>Makes points of values that are held against a limit; NaN, what a quotient of nothing gives, is none.</summary>
    /// <exception cref="PrometheusRejectedException">A value is infinite.</exception>
    public IReadOnlyList<SliPoint> Threshold(IReadOnlyDictionary<long, double> values, ThresholdIndicator indicator) =>
    [
        .. Known(values).Select(pair =>
            new SliPoint(StartOf(pair.Key), step, indicator.IsGood((decimal)Math.Clamp(pair.Value, -MaxDecimal, MaxDecimal)) ? 1m : 0m, 1m)),
    ];

    /// <summary>Makes points of ratios; NaN, what a quotient of nothing gives, is none.</summary>
    /// <exception cref="PrometheusRejectedException">A value is not 0 to 1.</exception>
    public IReadOnlyList<SliPoint> Raw(IReadOnlyDictionary<long, double> values, RawRatioIndicator indicator) =>
    [
        .. Known(values).Select(pair =>
            new SliPoint(StartOf(pair.Key), step, indicator.GoodShare(Share(pair.Key, pair.Value)), 1m)),
    ];

    private IEnumerable<KeyValuePair<long, double>> Known(IReadOnlyDictionary<long, double> values)
    {
        foreach (var pair in values.Where(pair => !double.IsNaN(pair.Value)).OrderBy(pair => pair.Key))
            yield return double.IsFinite(pair.Value) ? pair : throw Rejected("A value must be a number", pair.Key, pair.Value);
    }

    private decimal Count(long end, double value) =>
        value is >= 0d and <= MaxCount ? (decimal)value : throw Rejected("A count must be 0 to 1e15", end, value);

    private decimal Share(long end, double value)
    {
        if (value is < 0d - (double)RatioNoise or > 1d + (double)RatioNoise)
            throw Rejected("A raw ratio must be 0 to 1", end, value);
        return (decimal)Math.Clamp(value, 0d, 1d);
    }

    private PrometheusRejectedException Rejected(string rule, long end, double value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{rule}; in the step from {StartOf(end):u} it is {value}."));

    private DateTimeOffset StartOf(long end) => DateTimeOffset.FromUnixTimeMilliseconds(end) - step;

    private string Above(long end, decimal some, decimal whole, bool countsBad) => string.Create(
        CultureInfo.InvariantCulture,
        $"The query of {(countsBad ? "bad" : "good")} must count a part of total: in the step from {StartOf(end):u} it counts {some:0.###} of {whole:0.###}.");
}
