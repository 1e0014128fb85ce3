using System.Globalization;

namespace Reliability.Core.Rum;

/// <summary>Draws advice from what visitors' browsers loaded.</summary>
/// <param name="limits">From which numbers on it is given.</param>
public sealed class FrontendAdvisor(AdviceLimits limits)
{
    private const string OwnHost = "(own host)";

    /// <summary>Gives all advice there is, that for the most visits first.</summary>
    /// <param name="evidence">What was loaded; pages counted under <see cref="LabelCatalogue.Other"/> are left out, since nobody could follow.</param>
    public IReadOnlyList<FrontendAdvice> Advise(LoadEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var found = Images(evidence).Concat(Hosts(evidence)).Concat(LargestElements(evidence)).Concat(StaticFiles(evidence));
        return [.. found.GroupBy(finding => (finding.Kind, finding.Subject))
            .Select(Join)
            .OrderByDescending(advice => advice.Visits).ThenBy(advice => advice.Kind, StringComparer.Ordinal).ThenBy(advice => advice.Subject, StringComparer.Ordinal)];
    }

    private IEnumerable<Finding> Images(LoadEvidence evidence) =>
        from page in Pages(evidence)
        let use = Sum(evidence, key => key.Page == page.Name && key.Type == ResourceKind.Image)
        where use.Offscreen >= limits.OffscreenImages * page.Visits && use.OffscreenBytes >= limits.OffscreenBytes * page.Visits
        select new Finding(AdviceKinds.LazyLoading, "images out of sight", page.Name, page.Visits, new()
        {
            ["imagesPerVisit"] = use.Offscreen,
            ["bytesPerVisit"] = use.OffscreenBytes,
        });

    private IEnumerable<Finding> Hosts(LoadEvidence evidence)
    {
        foreach (var page in Pages(evidence))
        {
            var hosts = evidence.Resources.Where(pair => pair.Key.Page == page.Name && IsForeign(pair.Key.Host))
                .GroupBy(pair => pair.Key.Host, (host, uses) => (Host: host, Connect: uses.Aggregate(default(ResourceUse), (sum, use) => sum + use.Value).ConnectMicroseconds / 1_000.0))
                .Where(host => host.Connect >= limits.DnsPrefetchMilliseconds * page.Visits)
                .OrderByDescending(host => host.Connect).ThenBy(host => host.Host, StringComparer.Ordinal);
            foreach (var (place, host) in hosts.Index())
            {
                var isWorthIt = place < limits.MaxPreconnects && host.Connect >= limits.PreconnectMilliseconds * page.Visits;
                yield return new Finding(isWorthIt ? AdviceKinds.Preconnect : AdviceKinds.DnsPrefetch, host.Host, page.Name, page.Visits, new()
                {
                    ["connectMillisecondsPerVisit"] = host.Connect,
                });
            }
        }
    }

    private IEnumerable<Finding> LargestElements(LoadEvidence evidence) =>
        from pair in evidence.Causes
        where pair.Key is { Metric: VitalMetric.LCP, Page: not LabelCatalogue.Other, Target: not ("" or LabelCatalogue.Other) } && pair.Value.Phased >= limits.MinimumVisits
        let phases = pair.Value.Phases
        let delay = phases.Second / 1_000.0
        let whole = (phases.First + phases.Second + phases.Third + phases.Fourth) / 1_000.0
        where delay >= limits.LoadDelayMilliseconds * pair.Value.Phased && delay >= limits.LoadDelayShare * whole
        select new Finding(AdviceKinds.Preload, pair.Key.Target, pair.Key.Page, pair.Value.Phased, new()
        {
            ["loadDelayMilliseconds"] = delay,
            ["lcpMilliseconds"] = whole,
        });

    private IEnumerable<Finding> StaticFiles(LoadEvidence evidence) =>
        from page in Pages(evidence)
        from host in evidence.Resources.Keys.Where(key => key.Page == page.Name && key.Host != LabelCatalogue.Other).Select(key => key.Host).Distinct().ToList()
        let use = Sum(evidence, key => key.Page == page.Name && key.Host == host && IsStatic(key.Type))
        where use.Count > 0 && use.Cached < limits.CachedShare * use.Count && use.TransferBytes >= limits.StaticBytes * page.Visits
        select new Finding(AdviceKinds.LongCache, host.Length == 0 ? OwnHost : host, page.Name, page.Visits, new()
        {
            ["filesPerVisit"] = use.Count,
            ["cachedFilesPerVisit"] = use.Cached,
            ["bytesPerVisit"] = use.TransferBytes,
        });

    private IEnumerable<(string Name, long Visits)> Pages(LoadEvidence evidence) =>
        evidence.Resources.Keys.Select(key => key.Page).Distinct().Where(page => page != LabelCatalogue.Other)
            .Select(page => (page, evidence.VisitsOf(page))).Where(page => page.Item2 >= limits.MinimumVisits);

    private static ResourceUse Sum(LoadEvidence evidence, Func<ResourceKey, bool> isMeant) =>
        evidence.Resources.Where(pair => isMeant(pair.Key)).Aggregate(default(ResourceUse), (sum, pair) => sum + pair.Value);

    private static bool IsForeign(string host) => host.Length > 0 && host != LabelCatalogue.Other;

    private static bool IsStatic(ResourceKind type) => type is ResourceKind.Script or ResourceKind.Style or ResourceKind.Image or ResourceKind.Font;

    private static FrontendAdvice Join(IGrouping<(string Kind, string Subject), Finding> findings)
    {
        var visits = findings.Sum(finding => finding.Visits);
        var evidence = findings.SelectMany(finding => finding.Totals).GroupBy(total => total.Key)
            .ToDictionary(totals => totals.Key, totals => Math.Round(totals.Sum(total => total.Value) / visits, 1));
        var pages = findings.OrderByDescending(finding => finding.Visits).ThenBy(finding => finding.Page, StringComparer.Ordinal).Select(finding => finding.Page);
        var (kind, subject) = findings.Key;
        return new FrontendAdvice(kind, subject, [.. pages.Take(FrontendAdvice.MaxPages)], visits, evidence, TextOf(kind, subject, evidence));
    }

    private static string TextOf(string kind, string subject, Dictionary<string, double> evidence) => kind switch
    {
        AdviceKinds.LazyLoading => Invariant($"Give images below the fold loading=\"lazy\": a visit loads {evidence["imagesPerVisit"]:0.#} of them ({evidence["bytesPerVisit"] / 1_000:0} kB) without seeing them."),
        AdviceKinds.Preconnect => Invariant($"Add <link rel=\"preconnect\" href=\"https://{subject}\">: a visit waits {evidence["connectMillisecondsPerVisit"]:0} ms for connections to it."),
        AdviceKinds.DnsPrefetch => Invariant($"Add <link rel=\"dns-prefetch\" href=\"https://{subject}\">: a visit spends {evidence["connectMillisecondsPerVisit"]:0} ms on finding and connecting to it."),
        AdviceKinds.Preload => Invariant($"Preload what {subject} shows, or give it fetchpriority=\"high\": it waits {evidence["loadDelayMilliseconds"]:0} of {evidence["lcpMilliseconds"]:0} ms before it starts to load."),
        _ => Invariant($"Serve static files of {subject} with a long max-age and names that change with their content: {evidence["cachedFilesPerVisit"]:0.#} of {evidence["filesPerVisit"]:0.#} files of a visit come out of the cache, {evidence["bytesPerVisit"] / 1_000:0} kB do not."),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // Totals over the visits; divided by their number when findings of several pages are joined.
    private sealed record Finding(string Kind, string Subject, string Page, long Visits, Dictionary<string, double> Totals);
}
