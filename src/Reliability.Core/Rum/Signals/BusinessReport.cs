namespace Reliability.Core.Rum.Signals;

/// <summary>Business metrics and engagement of a site.</summary>
/// <param name="From">Start of the first day.</param>
/// <param name="To">End of the last day.</param>
/// <param name="Engagement">How sessions were engaged.</param>
/// <param name="Metrics">The metrics, those with most events first.</param>
public sealed record BusinessReport(DateTimeOffset From, DateTimeOffset To, EngagementReport Engagement, IReadOnlyList<BusinessMetricReport> Metrics)
{
    /// <summary>Tells about business metrics.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="sessions">The sessions of all days asked for.</param>
    /// <param name="days">The totals of each metric and day.</param>
    public static BusinessReport Of(SignalsQuery query, SessionTotals sessions, IEnumerable<(DateTimeOffset Day, BusinessTotals Totals)> days)
    {
        ArgumentNullException.ThrowIfNull(query);
        var metrics = days.GroupBy(day => day.Totals.Metric).Select(group => BusinessMetricReport.Of(group.Key, [.. group]));
        return new BusinessReport(query.From, query.To, EngagementReport.Of(sessions), [.. metrics.OrderByDescending(metric => metric.Total.Count).ThenBy(metric => metric.Name, StringComparer.Ordinal)]);
    }
}

/// <summary>How sessions were engaged. Rates are shares of the sessions that told their activity; null without any.</summary>
/// <param name="Sessions">Number of sessions.</param>
/// <param name="SessionsWithActivity">Number of those that told their activity.</param>
/// <param name="BounceRate">Share with one view, no interaction and less than 10 seconds.</param>
/// <param name="EngagementRate">Share of the others.</param>
/// <param name="ViewsPerSession">Mean number of pages and routes entered.</param>
/// <param name="MeanEngagedSeconds">Mean time that pages were seen.</param>
/// <param name="ErrorRate">Share of all sessions with an error.</param>
/// <param name="MeanScore">Mean score of the sessions that have one; null without any.</param>
public sealed record EngagementReport(
    long Sessions, long SessionsWithActivity, double? BounceRate, double? EngagementRate, double? ViewsPerSession, double? MeanEngagedSeconds, double? ErrorRate, double? MeanScore)
{
    internal static EngagementReport Of(SessionTotals totals) => new(
        totals.Sessions, totals.Reporting, Ratio.Of(totals.Bounces, totals.Reporting), Ratio.Of(totals.Reporting - totals.Bounces, totals.Reporting),
        Ratio.Of(totals.Views, totals.Reporting), Mean(totals.EngagedMilliseconds / 1_000.0, totals.Reporting), Ratio.Of(totals.WithErrors, totals.Sessions),
        Mean(totals.ScoreTenths / 10.0, totals.Scored));

    private static double? Mean(double sum, long count) => count > 0 ? Math.Round(sum / count, 1) : null;
}

/// <summary>One business metric.</summary>
/// <param name="Name">The metric; <c>__other__</c> for all beyond the first 50 of a day.</param>
/// <param name="Total">In all.</param>
/// <param name="Hours">By hour, those with events, in order.</param>
/// <param name="Parts">By page and by the values of tags; most events first, at most 50.</param>
public sealed record BusinessMetricReport(string Name, AmountReport Total, IReadOnlyList<BusinessHourReport> Hours, IReadOnlyList<BusinessPartReport> Parts)
{
    internal static BusinessMetricReport Of(string name, List<(DateTimeOffset Day, BusinessTotals Totals)> days)
    {
        var all = new BusinessTotals();
        foreach (var (_, totals) in days) all.Merge(totals);
        var hours = from day in days
                    from hour in day.Totals.Hours.Index()
                    where hour.Item.Count > 0
                    group hour.Item by day.Day.AddHours(hour.Index) into same
                    orderby same.Key
                    select new BusinessHourReport(same.Key, AmountReport.Of(same.Aggregate((sum, amount) => sum.With(amount))));
        var parts = all.Parts.OrderByDescending(part => part.Value.Count).Take(BusinessTotals.MaxParts).Select(part => new BusinessPartReport(part.Key.Name, part.Key.Value, AmountReport.Of(part.Value)));
        return new BusinessMetricReport(name, AmountReport.Of(all.All), [.. hours], [.. parts]);
    }
}

/// <summary>What came in one hour.</summary>
/// <param name="Start">Start of the hour.</param>
/// <param name="Amount">What came.</param>
public sealed record BusinessHourReport(DateTimeOffset Start, AmountReport Amount);

/// <summary>What came on one page, or with one value of a tag.</summary>
/// <param name="Dimension"><c>page</c>, or the name of the tag.</param>
/// <param name="Value">The page, or the value.</param>
/// <param name="Amount">What came.</param>
public sealed record BusinessPartReport(string Dimension, string Value, AmountReport Amount);
