namespace Reliability.Core.Rum.Signals;

/// <summary>How far sessions came in a funnel.</summary>
/// <param name="Name">The funnel.</param>
/// <param name="From">Start of the first day.</param>
/// <param name="To">End of the last day.</param>
/// <param name="Sessions">Number of sessions that took the first step.</param>
/// <param name="Completed">Number of those that took the last.</param>
/// <param name="Conversion">Their share, 0 to 1; null without sessions.</param>
/// <param name="Steps">The steps, in order.</param>
public sealed record FunnelReport(
    string Name, DateTimeOffset From, DateTimeOffset To, long Sessions, long Completed, double? Conversion, IReadOnlyList<FunnelStepReport> Steps)
{
    /// <summary>Tells about a funnel.</summary>
    public static FunnelReport Of(RumFunnel funnel, SignalsQuery query, FunnelTotals totals)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(totals);
        var names = funnel.Steps.Take(FunnelProgress.MaxSteps).ToList();
        var steps = names.Select((_, i) => i < totals.Steps.Count ? totals.Steps[i] : new FunnelStep()).ToList();
        var (first, last) = (steps[0].Reached, steps[^1].Reached);
        return new FunnelReport(funnel.Name, query.From, query.To, first, last, Ratio.Of(last, first), [.. names.Select((name, i) => FunnelStepReport.Of(name, i, steps))]);
    }
}

/// <summary>One step of a funnel.</summary>
/// <param name="Name">The event that makes it.</param>
/// <param name="Sessions">Number of sessions that reached it, in order.</param>
/// <param name="DropOff">Share of those that reached the step before and not this one: 0 to 1; null for the first step and without sessions.</param>
/// <param name="MedianSeconds">Median time since the step before, within 2 %; null for the first step and without sessions.</param>
/// <param name="WentOn">The sessions that reached the next step; none at the last.</param>
/// <param name="Stopped">The sessions that did not; all at the last.</param>
public sealed record FunnelStepReport(string Name, long Sessions, double? DropOff, double? MedianSeconds, FunnelSideReport WentOn, FunnelSideReport Stopped)
{
    internal static FunnelStepReport Of(string name, int index, List<FunnelStep> steps)
    {
        var step = steps[index];
        var before = index > 0 ? steps[index - 1].Reached : 0;
        double? median = step.Seconds.Quantile(0.5) is { } seconds ? Math.Round(seconds, 1) : null;
        return new FunnelStepReport(name, step.Reached, Ratio.Of(before - step.Reached, before), median, FunnelSideReport.Of(step.WentOn), FunnelSideReport.Of(step.Stopped));
    }
}

/// <summary>Sessions that went on, or that stopped.</summary>
/// <param name="Sessions">Their number.</param>
/// <param name="Vitals">How their vitals are spread, by metric: by the worst value of each session.</param>
public sealed record FunnelSideReport(long Sessions, IReadOnlyDictionary<string, SpreadReport> Vitals)
{
    internal static FunnelSideReport Of(FunnelSide side) => new(side.Count, side.Spreads.Report());
}
