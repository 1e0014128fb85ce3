using System.Globalization;

namespace Reliability.Core.Rum;

/// <summary>The vitals of a site or page as the Chrome UX Report would tell them: 28 days, by form factor, three bins.</summary>
/// <remarks>Shape of records: https://developer.chrome.com/docs/crux/api. CLS values are texts with two decimals, as there.</remarks>
/// <param name="Site">Name of the site.</param>
/// <param name="Page">Template of the page; null for the whole site.</param>
/// <param name="CollectionPeriod">The days told of.</param>
/// <param name="Records">That of all form factors first, then one for each of <c>PHONE</c>, <c>TABLET</c> and <c>DESKTOP</c>.</param>
public sealed record CruxReport(string Site, string? Page, CruxPeriod CollectionPeriod, IReadOnlyList<CruxRecord> Records)
{
    /// <summary>The number of days told of.</summary>
    public const int Days = 28;

    private static readonly (string Name, string? Device)[] FormFactors =
        [("ALL", null), ("PHONE", DeviceKind.Mobile.Name()), ("TABLET", DeviceKind.Tablet.Name()), ("DESKTOP", DeviceKind.Desktop.Name())];

    /// <summary>Gets the metrics told of.</summary>
    public static IReadOnlyList<VitalMetric> Metrics { get; } = [VitalMetric.LCP, VitalMetric.INP, VitalMetric.CLS, VitalMetric.FCP, VitalMetric.TTFB];

    /// <summary>Builds a report.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="sums">What is known of each of <see cref="Metrics"/>, in groups by device.</param>
    public static CruxReport Build(string site, IReadOnlyList<VitalGroups> sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        var query = sums[0].Query;
        var records = FormFactors.Select(factor => CruxRecord.Of(
            factor.Name,
            sums.ToDictionary(one => one.Query.Metric, one => Sum(one, factor.Device))));
        return new CruxReport(site, query.Page, new CruxPeriod(CruxDate.Of(query.From), CruxDate.Of(query.To.AddTicks(-1))), [.. records]);
    }

    private static VitalCell Sum(VitalGroups groups, string? device)
    {
        var sum = new VitalCell();
        foreach (var (_, cell) in groups.Groups.Where(group => device is null || group.Key["device"] == device)) sum.Merge(cell);
        return sum;
    }
}

/// <summary>Days that a report tells of.</summary>
/// <param name="FirstDate">The first one, UTC.</param>
/// <param name="LastDate">The last one, included.</param>
public sealed record CruxPeriod(CruxDate FirstDate, CruxDate LastDate);

/// <summary>A day, UTC.</summary>
/// <param name="Year">Four digits.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
public sealed record CruxDate(int Year, int Month, int Day)
{
    internal static CruxDate Of(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month, time.UtcDateTime.Day);
}

/// <summary>The vitals of one form factor.</summary>
/// <param name="FormFactor"><c>ALL</c>, <c>PHONE</c>, <c>TABLET</c> or <c>DESKTOP</c>.</param>
/// <param name="Passes">Whether LCP, INP and CLS are good at the 75th percentile; INP only when it has enough samples. Null when LCP or CLS has not.</param>
/// <param name="Metrics">By the names of the CrUX API.</param>
public sealed record CruxRecord(string FormFactor, bool? Passes, IReadOnlyDictionary<string, CruxMetric> Metrics)
{
    private static readonly Dictionary<VitalMetric, string> Names = new()
    {
        [VitalMetric.LCP] = "largest_contentful_paint",
        [VitalMetric.INP] = "interaction_to_next_paint",
        [VitalMetric.CLS] = "cumulative_layout_shift",
        [VitalMetric.FCP] = "first_contentful_paint",
        [VitalMetric.TTFB] = "experimental_time_to_first_byte",
    };

    internal static CruxRecord Of(string formFactor, Dictionary<VitalMetric, VitalCell> cells) => new(
        formFactor,
        IsGood(cells, VitalMetric.LCP) is { } lcp && IsGood(cells, VitalMetric.CLS) is { } cls ? lcp && cls && IsGood(cells, VitalMetric.INP) != false : null,
        cells.ToDictionary(pair => Names[pair.Key], pair => CruxMetric.Of(pair.Key, pair.Value)));

    private static bool? IsGood(Dictionary<VitalMetric, VitalCell> cells, VitalMetric metric) =>
        cells[metric].Count < CruxMetric.MinCount ? null : VitalPercentile.Of(metric, cells[metric], 0.75) <= VitalThresholds.For(metric).Good;
}

/// <summary>One vital.</summary>
/// <param name="Count">Number of samples.</param>
/// <param name="Insufficient">Whether they are too few to tell more: below <see cref="MinCount"/>.</param>
/// <param name="Histogram">Shares of good, needs-improvement and poor values; null when insufficient.</param>
/// <param name="Percentiles">Null when insufficient.</param>
public sealed record CruxMetric(long Count, bool Insufficient, IReadOnlyList<CruxBin>? Histogram, CruxPercentiles? Percentiles)
{
    /// <summary>The fewest samples that are judged.</summary>
    /// <value>300: a share of 75 % is then known to about 5 points, in 95 of 100 cases.</value>
    public const int MinCount = 300;

    internal static CruxMetric Of(VitalMetric metric, VitalCell cell)
    {
        if (cell.Count < MinCount) return new CruxMetric(cell.Count, Insufficient: true, null, null);
        var bins = HistogramBin.Of(metric, cell).Select(bin => new CruxBin(ValueOf(metric, bin.Start), bin.End is { } end ? ValueOf(metric, end) : null, bin.Density));
        return new CruxMetric(cell.Count, Insufficient: false, [.. bins], new CruxPercentiles(ValueOf(metric, VitalPercentile.Of(metric, cell, 0.75)!.Value)));
    }

    private static object ValueOf(VitalMetric metric, double value) =>
        metric == VitalMetric.CLS ? value.ToString("0.00", CultureInfo.InvariantCulture) : (object)(long)Math.Round(value);
}

/// <summary>A range of values and the share of samples in it.</summary>
/// <param name="Start">Lower bound: whole milliseconds; for CLS a text with two decimals.</param>
/// <param name="End">Upper bound; null for none.</param>
/// <param name="Density">Share of the samples: 0 to 1, four decimals.</param>
public sealed record CruxBin(object Start, object? End, double Density);

/// <summary>Percentiles of a vital.</summary>
/// <param name="P75">Whole milliseconds; for CLS a text with two decimals.</param>
public sealed record CruxPercentiles(object P75);
