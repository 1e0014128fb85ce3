using Reliability.Core.Slo;
using Reliability.Core.Slo.Cells;

namespace Reliability.Core.Tests.Slo.Cells;

/// <summary>Builds minute cells.</summary>
internal static class CellWorld
{
    public static readonly DateTimeOffset Midnight = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static DateTimeOffset At(int hour, int minute = 0) => Midnight.AddHours(hour).AddMinutes(minute);

    public static SliPoint MinuteAt(int hour, int minute, decimal good, decimal total) => new(At(hour, minute), Minute, good, total);

    public static SliPoint HourAt(int hour, decimal good, decimal total) => new(At(hour), Hour, good, total);

    public static MinuteSeries Series(params IEnumerable<SliPoint> points)
    {
        var edit = MinuteSeries.Empty.Edit();
        foreach (var point in points)
        {
            var known = edit[point.Start];
            edit[point.Start] = new MinuteCount(known.Good + point.Good, known.Total + point.Total);
        }

        return edit.Build();
    }

    public static SliPoint[] Within(MinuteSeries series, DateTimeOffset from, DateTimeOffset until) =>
        [.. series.ToPoints().Where(point => point.Start >= from && point.Start < until)];

    /// <summary>Tells whether two statuses are the same to the last digit.</summary>
    public static bool Same(SloStatus one, SloStatus other) =>
        one.BurnRates.SequenceEqual(other.BurnRates) && one.Alerts.SequenceEqual(other.Alerts)
        && one with { BurnRates = other.BurnRates, Alerts = other.Alerts } == other
        && string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{one.Good} {one.Total} {one.Sli} {one.ErrorBudget}")
            == string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{other.Good} {other.Total} {other.Sli} {other.ErrorBudget}");
}
