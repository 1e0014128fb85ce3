using Reliability.Core.Slo;

namespace Reliability.Core.Tests.Slo;

internal static class SloBuilders
{
    public static readonly DateTimeOffset Now = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static ServiceLevelObjective Objective(decimal target = 0.99m, int days = 30, string name = "checkout") => new()
    {
        Name = name,
        Service = "storefront",
        Indicator = new RatioIndicator(
            new MetricSource("rum", new Dictionary<string, string>()),
            new MetricSource("rum", new Dictionary<string, string>()),
            CountsBad: false),
        Window = new RollingWindow(TimeSpan.FromDays(days)),
        BudgetingMethod = BudgetingMethod.Occurrences,
        Objectives = [new SloTarget(target)],
    };

    /// <summary>A point of one hour that starts so many hours before <see cref="Now"/>.</summary>
    public static SliPoint Point(int hoursAgo, long good, long total) => new(Now - hoursAgo * Hour, Hour, good, total);

    public static SloStatus Evaluate(ServiceLevelObjective slo, params SliPoint[] points) =>
        SloEvaluator.Evaluate(slo, points, Now, new SloPolicy());
}
