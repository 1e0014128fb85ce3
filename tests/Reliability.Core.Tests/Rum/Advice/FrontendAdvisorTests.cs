using Reliability.Core.Rum;

namespace Reliability.Core.Tests.Rum.Advice;

public sealed class FrontendAdvisorTests
{
    private const int Visits = 100;

    [Fact]
    public void Page_that_does_everything_right_gets_no_advice() => Assert.Empty(Advise(
        new(ResourceKind.Image, "", new ResourceUse(10 * Visits, 300_000 * Visits, 0, 5 * Visits, 0, Visits, 20_000 * Visits)),
        new(ResourceKind.Script, "cdn.example", new ResourceUse(4 * Visits, 200_000 * Visits, 0, 2 * Visits, 10_000 * Visits, 0, 0))));

    [Fact]
    public void Images_out_of_sight_are_to_be_loaded_lazily()
    {
        var advice = Assert.Single(Advise(new Row(ResourceKind.Image, "", new ResourceUse(10 * Visits, 600_000 * Visits, 0, 5 * Visits, 0, 4 * Visits, 250_000 * Visits))));
        Assert.Equal(AdviceKinds.LazyLoading, advice.Kind);
        Assert.Equal(["/"], advice.Pages);
        Assert.Equal(4, advice.Evidence["imagesPerVisit"]);
        Assert.Equal(250_000, advice.Evidence["bytesPerVisit"]);
        Assert.Contains("a visit loads 4 of them (250 kB)", advice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Slow_hosts_are_to_be_connected_to_early_and_the_rest_of_them_looked_up()
    {
        var rows = Enumerable.Range(1, 6).Select(i => new Row(ResourceKind.Script, $"h{i}.example", new ResourceUse(Visits, 1, 0, Visits, (200 - i) * 1_000L * Visits, 0, 0)));
        var advice = Advise([.. rows, new Row(ResourceKind.Font, "quick.example", new ResourceUse(Visits, 1, 0, Visits, 19_000L * Visits, 0, 0)), new Row(ResourceKind.Xhr, "", new ResourceUse(1, 1, 0, 0, 900_000L * Visits, 0, 0))]);
        Assert.Equal(["h1.example", "h2.example", "h3.example", "h4.example"], Subjects(AdviceKinds.Preconnect));
        Assert.Equal(["h5.example", "h6.example"], Subjects(AdviceKinds.DnsPrefetch));
        Assert.Equal(6, advice.Count);
        IEnumerable<string> Subjects(string kind) => advice.Where(found => found.Kind == kind).Select(found => found.Subject).Order();
    }

    [Fact]
    public void Largest_element_that_waits_is_to_be_preloaded()
    {
        var evidence = new LoadEvidence();
        var loads = new PageLoads();
        foreach (var page in new[] { "/a", "/b" })
        {
            loads.Visit(page, Visits);
            loads.Add(new CauseKey(page, VitalMetric.LCP, "img.hero"), new CauseUse(Visits, 0, Visits, (300_000L * Visits, 900_000L * Visits, 400_000L * Visits, 400_000L * Visits)));
            loads.Add(new CauseKey(page, VitalMetric.LCP, "h1"), new CauseUse(Visits, 0, Visits, (300_000L * Visits, 499_000L * Visits, 0, 0)));
        }

        evidence.Add(loads);
        var advice = Assert.Single(new FrontendAdvisor(new AdviceLimits()).Advise(evidence));
        Assert.Equal((AdviceKinds.Preload, "img.hero", 2L * Visits), (advice.Kind, advice.Subject, advice.Visits));
        Assert.Equal(["/a", "/b"], advice.Pages);
        Assert.Equal((900.0, 2_000.0), (advice.Evidence["loadDelayMilliseconds"], advice.Evidence["lcpMilliseconds"]));
    }

    [Fact]
    public void Static_files_that_come_anew_each_time_are_to_be_cached_for_long()
    {
        var advice = Assert.Single(Advise(
            new(ResourceKind.Script, "", new ResourceUse(8 * Visits, 150_000 * Visits, 0, Visits, 0, 0, 0)),
            new(ResourceKind.Xhr, "api.example", new ResourceUse(8 * Visits, 900_000 * Visits, 0, 0, 0, 0, 0))));
        Assert.Equal((AdviceKinds.LongCache, "(own host)"), (advice.Kind, advice.Subject));
        Assert.Equal((8.0, 1.0, 150_000.0), (advice.Evidence["filesPerVisit"], advice.Evidence["cachedFilesPerVisit"], advice.Evidence["bytesPerVisit"]));
    }

    [Fact]
    public void Few_visits_are_no_evidence()
    {
        var loads = new PageLoads();
        loads.Visit("/", 29);
        loads.Add(new ResourceKey("/", ResourceKind.Image, ""), new ResourceUse(1_000, 90_000_000, 0, 0, 0, 900, 80_000_000));
        var evidence = new LoadEvidence();
        evidence.Add(loads);
        Assert.Empty(new FrontendAdvisor(new AdviceLimits()).Advise(evidence));
    }

    private static IReadOnlyList<FrontendAdvice> Advise(params Row[] rows)
    {
        var loads = new PageLoads();
        loads.Visit("/", Visits);
        foreach (var row in rows) loads.Add(new ResourceKey("/", row.Type, row.Host), row.Use);
        var evidence = new LoadEvidence();
        evidence.Add(loads);
        return new FrontendAdvisor(new AdviceLimits()).Advise(evidence);
    }

    private sealed record Row(ResourceKind Type, string Host, ResourceUse Use);
}
