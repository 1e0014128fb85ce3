using Reliability.Core.Slo;

namespace Reliability.Core.Tests.Slo;

internal static class SloBuilders
{
    public static readonly DateTimeOffset Now = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static ServiceLevelObjective Objective(decimal target = 0.99m, int days = 30, string name = "checkout") => new()
    {
        Name = name,
        Service = "storefront",
        Members = [Member(target)],
        Window = new RollingWindow(SloDuration.FromDays(days)),
        BudgetingMethod = BudgetingMethod.Occurrences,
    };

    public static ServiceLevelObjective Sliced(
        BudgetingMethod method, decimal target, string window, decimal sliceTarget = 1m, string slice = "1m") => Objective(target) with
        {
            Window = new RollingWindow(Duration(window)),
            BudgetingMethod = method,
            SliceWindow = Duration(slice).Nominal,
            Members = [Member(target) with { SliceTarget = sliceTarget }],
        };

    public static SloMember Member(decimal target, string name = "", decimal weight = 1m) =>
        new() { Name = name, Indicator = new GivenIndicator(), Target = target, Weight = weight };

    public static SloDuration Duration(string text) =>
        SloDuration.TryParse(text, out var duration) ? duration : throw new ArgumentException(text, nameof(text));

    /// <summary>A point of one hour that starts so many hours before <see cref="Now"/>.</summary>
    public static SliPoint Point(int hoursAgo, decimal good, decimal total) => new(Now - hoursAgo * Hour, Hour, good, total);

    /// <summary>A point of one minute that starts so many minutes before <see cref="Now"/>.</summary>
    public static SliPoint MinutePoint(int minutesAgo, decimal good, decimal total) => new(Now - minutesAgo * Minute, Minute, good, total);

    /// <summary>Equal minutes that end at <see cref="Now"/>.</summary>
    public static SliPoint[] Minutes(int count, decimal good, decimal total) =>
        [.. Enumerable.Range(1, count).Select(ago => MinutePoint(ago, good, total))];

    public static SloStatus Evaluate(ServiceLevelObjective slo, params IReadOnlyList<SliPoint> points) =>
        EvaluateAt(Now, slo, points);

    public static SloStatus EvaluateAt(DateTimeOffset now, ServiceLevelObjective slo, IReadOnlyList<SliPoint> points) =>
        SloEvaluator.Evaluate(slo, SloObservations.Of(points), now, new SloPolicy());

    public static SloStatus EvaluateComposite(ServiceLevelObjective slo, params IReadOnlyList<SliPoint>[] members) =>
        SloEvaluator.Evaluate(slo, new SloObservations(members, []), Now, new SloPolicy());

    /// <summary>Asserts a number to 12 digits, which is what published tables and other tools agree to.</summary>
    public static void Close(double expected, decimal? actual)
    {
        Assert.NotNull(actual);
        Assert.InRange((double)actual.Value, expected - Math.Abs(expected) * 1e-12, expected + Math.Abs(expected) * 1e-12);
    }
}
