using Reliability.Core.Slo;
using static Reliability.Core.Tests.Slo.SloBuilders;

namespace Reliability.Core.Tests.Slo;

public sealed class SloReportTests
{
    [Fact]
    public void Report_counts_and_lists_what_needs_attention_first()
    {
        var at = new DateTimeOffset(2026, 10, 2, 8, 0, 0, TimeSpan.Zero);
        SloStatus[] statuses =
        [
            Evaluate(Objective(name: "quiet")),
            Evaluate(Objective(name: "fine"), Point(5, 10_000, 10_000)),
            Evaluate(Objective(name: "risky"), Point(5, 9_915, 10_000)),
            Evaluate(Objective(name: "tight"), Point(5, 9_901, 10_000)) with { FailingSince = Now },
            Evaluate(Objective(0.9999m, 28, "broken"), Point(5, 99_989, 100_000)) with { Forecast = new SloForecast(true, at, at, at) },
        ];

        var report = SloReport.From(statuses, Now);

        Assert.Equal((5, 2, 1, 0, 1), (report.Total, report.Compliant, report.AtRisk, report.Critical, report.Violated));
        Assert.Equal((1, 1), (report.Stale, report.NoData));
        Assert.Equal(
            """
            # Service level objectives

            2026-10-01 12:00 UTC

            - Compliant: 2/5
            - At risk: 1
            - Critical: 0
            - Violated: 1
            - Stale: 1
            - No data: 1

            | SLO | Service | Target | Current | Status | Budget left | Burn rate | Forecast |
            |---|---|---|---|---|---|---|---|
            | broken | storefront | 99.99 % over 28d | 99.989 % | violated | -10 % (-0.4 min) | 1.1x/6h, 1.1x/1d, 1.1x/3d | violated by 2026-10-02 08:00 UTC |
            | tight | storefront | 99 % over 30d | 99.01 % | critical (not evaluated since 2026-10-01 12:00 UTC) | 1 % (4.3 min) | 0.99x/6h, 0.99x/1d, 0.99x/3d | – |
            | risky | storefront | 99 % over 30d | 99.15 % | at risk | 15 % (64.8 min) | 0.85x/6h, 0.85x/1d, 0.85x/3d | – |
            | fine | storefront | 99 % over 30d | 100 % | healthy | 100 % (432 min) | 0x/6h, 0x/1d, 0x/3d | – |
            | quiet | storefront | 99 % over 30d | – | no data | – | – | – |

            """.ReplaceLineEndings("\n"),
            SloReportMarkdown.Write(report));
    }

    [Fact]
    public void Percentage_is_cut_off_so_that_a_missed_objective_never_reads_as_met()
    {
        var status = Evaluate(Objective(0.999999m), Point(5, 9_999_980, 10_000_000));
        Assert.Contains("| 99.999 % |", SloReportMarkdown.Write(SloReport.From([status], Now)), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_without_objectives_says_so() => Assert.EndsWith(
        "No objective has been evaluated.\n", SloReportMarkdown.Write(SloReport.From([], Now)), StringComparison.Ordinal);
}
