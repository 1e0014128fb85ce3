namespace Reliability.Core.Rum;

/// <summary>The pages of a site, those with the worst 75th percentile of a metric first.</summary>
/// <param name="Metric">Name of the vital they are ordered by.</param>
/// <param name="From">Start, UTC, on the hour.</param>
/// <param name="To">End, UTC, on the hour; not included.</param>
/// <param name="Total">Number of pages, those told before and after included.</param>
/// <param name="Pages">The pages.</param>
/// <param name="Continuation">Asks for the pages that follow; null after the last one.</param>
public sealed record PagesReport(
    string Metric, DateTimeOffset From, DateTimeOffset To, int Total, IReadOnlyList<PageVitals> Pages, string? Continuation)
{
    private static readonly IReadOnlyDictionary<string, string> NoKey = new Dictionary<string, string>();

    /// <summary>Gets the vitals that are told of each page.</summary>
    public static IReadOnlyList<VitalMetric> Metrics { get; } =
        [VitalMetric.LCP, VitalMetric.INP, VitalMetric.CLS, VitalMetric.FCP, VitalMetric.TTFB, VitalMetric.FID];

    /// <summary>Builds a report.</summary>
    /// <param name="metric">Orders the pages; pages without samples of it come last.</param>
    /// <param name="sums">What is known of each metric, in groups by page only; <paramref name="metric"/> is among them.</param>
    /// <param name="budgets">The site's budgets.</param>
    /// <param name="window">Which pages to tell of.</param>
    public static PagesReport Build(VitalMetric metric, IReadOnlyList<VitalGroups> sums, IReadOnlyList<RumBudget> budgets, PagesWindow window)
    {
        ArgumentNullException.ThrowIfNull(sums);
        ArgumentNullException.ThrowIfNull(window);
        var pages = new Dictionary<string, Dictionary<VitalMetric, VitalCell>>();
        foreach (var one in sums)
        {
            foreach (var (key, cell) in one.Groups)
            {
                if (!pages.TryGetValue(key["page"], out var cells)) pages.Add(key["page"], cells = []);
                cells[one.Query.Metric] = cell;
            }
        }

        var query = sums.First(one => one.Query.Metric == metric).Query;
        var total = pages.Values.Sum(cells => cells.TryGetValue(metric, out var cell) ? cell.Count : 0);
        var ordered = pages.Select(page => (Place: PlaceOf(metric, page.Key, page.Value.GetValueOrDefault(metric)), Cells: page.Value)).OrderBy(page => page.Place, PagePlace.WorstFirst).ToList();
        var rest = ordered.Where(page => window.After is null || PagePlace.WorstFirst.Compare(page.Place, window.After) > 0).ToList();
        var told = rest.Take(window.Top).ToList();
        return new PagesReport(
            metric.ToString(), query.From, query.To, ordered.Count,
            [.. told.Select(page => VitalsOf(page.Place, page.Cells, query, total, budgets))],
            told.Count < rest.Count ? told[^1].Place.Encode() : null);
    }

    private static PagePlace PlaceOf(VitalMetric metric, string page, VitalCell? cell) =>
        new(cell is null ? -1 : VitalPercentile.Of(metric, cell, 0.75) ?? -1, cell?.Count ?? 0, page);

    private static PageVitals VitalsOf(
        PagePlace place, Dictionary<VitalMetric, VitalCell> cells, VitalsQuery query, long total, IReadOnlyList<RumBudget> budgets)
    {
        var key = query with { Page = place.Page, GroupBy = [] };
        var vitals = cells.OrderBy(pair => pair.Key).ToDictionary(
            pair => pair.Key.ToString(),
            pair => VitalValue.Of(pair.Key, pair.Value, VitalsGroup.BudgetFor(key with { Metric = pair.Key }, NoKey, budgets)));
        return new PageVitals(place.Page, place.Count, total == 0 ? 0 : Math.Round((double)place.Count / total, 4), vitals);
    }
}

/// <summary>What is known of one page.</summary>
/// <param name="Page">Its template.</param>
/// <param name="Count">Number of samples of the metric that pages are ordered by.</param>
/// <param name="Share">Their share of the samples of all pages: 0 to 1, four decimals.</param>
/// <param name="Vitals">What is known of each vital that has samples, by its name.</param>
public sealed record PageVitals(string Page, long Count, double Share, IReadOnlyDictionary<string, VitalValue> Vitals);
