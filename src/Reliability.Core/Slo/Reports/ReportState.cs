namespace Reliability.Core.Slo.Reports;

/// <summary>How the page shows a status: a colour, and a shape and a word for those who do not see it.</summary>
internal sealed record ReportState(string Class, string Text, string Shape)
{
    private const string Dot = "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1";
    private const string Triangle = "M6 1l5.5 10h-11z";
    private const string Diamond = "M6 0l6 6-6 6-6-6z";
    private const string Cross = "M2 0l4 4 4-4 2 2-4 4 4 4-2 2-4-4-4 4-2-2 4-4-4-4z";
    private const string Clock = "M6 0a6 6 0 1 0 0 12A6 6 0 0 0 6 0m-.8 2.5h1.6v3l2.2 2.2-1.1 1.1-2.7-2.7z";
    private const string Ring = "M6 0a6 6 0 1 0 0 12A6 6 0 0 0 6 0m0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8";

    public static ReportState Of(SloStatus status, DateTimeOffset now) => status.IsStale(now)
        ? new ReportState("stale", "stale", Clock)
        : Of(status.Status);

    /// <summary>Draws the shape.</summary>
    public string Icon => $"<svg class=\"icon\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><path fill-rule=\"evenodd\" d=\"{Shape}\"/></svg>";

    /// <summary>Writes shape and word.</summary>
    public string Html => $"<span class=\"state {Class}\">{Icon}{Text}</span>";

    private static ReportState Of(SloHealth health) => health switch
    {
        SloHealth.Healthy => new ReportState("good", "healthy", Dot),
        SloHealth.AtRisk => new ReportState("risk", "at risk", Triangle),
        SloHealth.Critical => new ReportState("critical", "critical", Diamond),
        SloHealth.Violated => new ReportState("violated", "violated", Cross),
        _ => new ReportState("none", "no data", Ring),
    };
}
