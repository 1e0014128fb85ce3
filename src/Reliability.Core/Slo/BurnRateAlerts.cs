using System.Globalization;

namespace Reliability.Core.Slo;

/// <summary>Judges burn-rate alerts.</summary>
public static class BurnRateAlerts
{
    /// <summary>How often objectives are evaluated: a shorter window would not be seen.</summary>
    public static readonly TimeSpan EvaluationInterval = TimeSpan.FromMinutes(1);

    /// <summary>Tells why an alert can never fire, or would fire always; null when it makes sense.</summary>
    /// <param name="tier">The alert.</param>
    /// <param name="slo">The objective.</param>
    public static string? Impossible(BurnRateTier tier, ServiceLevelObjective slo)
    {
        ArgumentNullException.ThrowIfNull(tier);
        ArgumentNullException.ThrowIfNull(slo);
        var window = slo.Window.Duration.Nominal;
        var interval = slo.SliceWindow > EvaluationInterval ? slo.SliceWindow.Value : EvaluationInterval;
        var highest = HighestRate(slo);
        if (tier.Condition is { } condition)
            return Impossible(tier, condition, window, interval) ?? condition.Impossible(tier.Factor, highest);
        return tier switch
        {
            { Factor: <= 0m } => "the factor must be above 0",
            _ when tier.ShortWindow < interval => $"the short window {Text(tier.ShortWindow)} is below the evaluation interval {Text(interval)}",
            _ when tier.ShortWindow >= tier.LongWindow => $"the short window {Text(tier.ShortWindow)} is not shorter than the long window {Text(tier.LongWindow)}",
            _ when tier.LongWindow > window => $"the long window {Text(tier.LongWindow)} is longer than the objective's {Text(window)}",
            _ when tier.Factor >= highest => string.Create(
                CultureInfo.InvariantCulture, $"the burn rate is never above {highest:0.####}, which everything failing gives"),
            _ => null,
        };
    }

    /// <summary>Judges the alerts of an objective, as if each were looked at for the first time.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="rateOver">Returns the burn rate of a window; null when not known.</param>
    /// <param name="isTooCoarse">Tells whether the data is too coarse for a window.</param>
    internal static IReadOnlyList<SloAlert> Judge(
        ServiceLevelObjective slo, Func<TimeSpan, decimal?> rateOver, Func<TimeSpan, bool> isTooCoarse)
    {
        return Suppress([.. slo.Alerts.Select(tier => Judge(tier, slo, rateOver, isTooCoarse))]);
    }

    /// <summary>Suppresses tickets while a page fires. Alerts of an AlertPolicy stand apart: each is told as its document says.</summary>
    /// <param name="alerts">The alerts of an objective.</param>
    internal static IReadOnlyList<SloAlert> Suppress(IReadOnlyList<SloAlert> alerts)
    {
        var isPaging = alerts.Any(alert => alert is { Firing: true, Severity: BurnRateTier.Page, Policy: null });
        return
        [
            .. alerts.Select(alert => alert with
            {
                Suppressed = isPaging && alert is { Firing: true, Policy: null } && alert.Severity != BurnRateTier.Page,
            }),
        ];
    }

    private static string? Impossible(BurnRateTier tier, BurnRateCondition condition, TimeSpan window, TimeSpan interval) => tier switch
    {
        _ when tier.LongWindow < interval => $"lookbackWindow {Text(tier.LongWindow)} is below the evaluation interval; write {Text(interval)} or more",
        _ when tier.LongWindow > window => $"lookbackWindow {Text(tier.LongWindow)} is longer than the objective's window; write {Text(window)} or less",
        _ when condition.AlertAfter > window => $"alertAfter {Text(condition.AlertAfter)} is longer than the objective's window; write {Text(window)} or less",
        _ => null,
    };

    private static SloAlert Judge(
        BurnRateTier tier, ServiceLevelObjective slo, Func<TimeSpan, decimal?> rateOver, Func<TimeSpan, bool> isTooCoarse)
    {
        var impossible = Impossible(tier, slo);
        var (longRate, shortRate) = impossible is null
            ? (rateOver(tier.LongWindow), rateOver(tier.ShortWindow))
            : (null, null);
        var cannotFire = impossible
            ?? (isTooCoarse(tier.ShortWindow) ? $"the data is too coarse for a window of {Text(tier.ShortWindow)}" : null);
        return new SloAlert(tier.Severity, tier.LongWindow, tier.ShortWindow, tier.Factor, tier.IsBreachedBy(longRate, shortRate) == true)
        {
            Policy = tier.Condition?.Policy,
            Comparison = tier.Condition?.Comparison ?? BurnRateComparison.Gt,
            AlertAfter = tier.Condition?.AlertAfter ?? TimeSpan.Zero,
            NoData = tier.Condition is not null && impossible is null && longRate is null && !isTooCoarse(tier.LongWindow),
            BudgetPercent = tier.BudgetPercentOf(slo.Window.Duration.Nominal),
            LongRate = longRate,
            ShortRate = shortRate,
            CannotFire = cannotFire,
        };
    }

    // Members of a composite add up, unless a slice can only be bad once. More traffic than usual weighs more where volume counts.
    private static decimal HighestRate(ServiceLevelObjective slo) => slo switch
    {
        { LowTraffic: LowTrafficPolicy.VolumeCorrected } => decimal.MaxValue,
        { BudgetingMethod: not BudgetingMethod.Occurrences } => 1m / BurnRate.BudgetOf(slo.Target),
        _ => slo.Members.Sum(member => member.Weight / BurnRate.BudgetOf(member.Target)),
    };

    private static string Text(TimeSpan duration) => DurationText.Format(duration);
}
