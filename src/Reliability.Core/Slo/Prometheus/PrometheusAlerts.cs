using System.Globalization;

namespace Reliability.Core.Slo.Prometheus;

/// <summary>Rules that alert.</summary>
internal static class PrometheusAlerts
{
    /// <summary>The name of the alerts on burn rates.</summary>
    public const string BurnName = "SloErrorBudgetBurn";

    /// <summary>The name of the alert on missing data.</summary>
    public const string AbsenceName = "SloDataAbsent";

    /// <summary>Writes the rules: tickets are silent while a page fires, as in the suite.</summary>
    public static IEnumerable<PrometheusRule> Of(PrometheusPlan plan)
    {
        var pages = plan.Tiers.Where(tier => tier is { Severity: BurnRateTier.Page, Condition: null }).Select(tier => Condition(plan, tier)).ToArray();
        foreach (var tier in plan.Tiers)
        {
            var condition = Condition(plan, tier);
            // Alert policies neither silence others nor are silenced.
            var isSilenced = tier is { Severity: not BurnRateTier.Page, Condition: null } && pages.Length > 0;
            var expression = isSilenced ? $"({condition}) unless ({string.Join(" or ", pages)})" : condition;
            yield return new PrometheusRule(BurnName, expression, LabelsOf(plan, tier))
            {
                For = tier.Condition?.AlertAfter ?? TimeSpan.Zero,
                Annotations = AnnotationsOf(plan, tier),
            };
        }

        var after = SloAbsence.AfterOf(plan.Slo);
        yield return new PrometheusRule(AbsenceName, Absent(plan, after), [.. plan.Labels, new("severity", BurnRateTier.Ticket)])
        {
            Annotations =
            [
                new("summary", $"{plan.Slo.Name} has had no data for more than {DurationText.Format(after)}"),
                new("description", "Without data no burn rate is known, and no other alert of this objective can fire."),
            ],
        };
    }

    /// <summary>Returns the expression of the error rate or burn rate that a tier holds against its limit.</summary>
    public static string Rate(PrometheusPlan plan, TimeSpan window) => plan.RunsQueries
        ? PromQl.Select(PrometheusWindows.Burn(window), new KeyValuePair<string, string>("slo", plan.Slo.Name))
        : $"max by (slo) ({PromQl.Select("slo_burn_rate", new("slo", plan.Slo.Name), new("window", DurationText.Format(window)))})";

    private static string Condition(PrometheusPlan plan, BurnRateTier tier)
    {
        // Error rates against a limit in decimals: a quotient of counts at the limit on paper is at the limit in doubles too.
        var limit = PromQl.Number(plan.RunsQueries ? tier.Factor * BurnRate.BudgetOf(plan.Slo.Target) : tier.Factor);
        return tier.Condition is { } condition
            ? $"{Rate(plan, tier.LongWindow)} {SignOf(condition.Comparison)} {limit}"
            : $"{Rate(plan, tier.LongWindow)} > {limit} and {Rate(plan, tier.ShortWindow)} > {limit}";
    }

    private static string SignOf(BurnRateComparison comparison) => comparison switch
    {
        BurnRateComparison.Gte => ">=",
        BurnRateComparison.Lt => "<",
        BurnRateComparison.Lte => "<=",
        _ => ">",
    };

    // A millisecond more: Prometheus counts both ends of a range before 3.0, and data that is just as old is not missing.
    private static string Absent(PrometheusPlan plan, TimeSpan after)
    {
        var range = PromQl.Duration(after + TimeSpan.FromMilliseconds(1));
        if (!plan.RunsQueries)
            return $"absent_over_time({PromQl.Select("slo_error_budget_remaining", new KeyValuePair<string, string>("slo", plan.Slo.Name))}[{range}])";
        return string.Join(" or ", plan.Slo.Members.Select(member =>
            $"absent_over_time({PromQl.Select(PrometheusEvents.Total(plan), PrometheusEvents.SelectorOf(plan, member))}[{range}])"));
    }

    private static KeyValuePair<string, string>[] LabelsOf(PrometheusPlan plan, BurnRateTier tier) =>
    [
        .. plan.Labels,
        new("severity", PromQl.Literal(tier.Severity)),
        new("long_window", DurationText.Format(tier.LongWindow)),
        new("short_window", DurationText.Format(tier.ShortWindow)),
        .. tier.Condition is { Policy: var policy } ? [new("policy", PromQl.Literal(policy))] : Array.Empty<KeyValuePair<string, string>>(),
    ];

    private static KeyValuePair<string, string>[] AnnotationsOf(PrometheusPlan plan, BurnRateTier tier)
    {
        var (longWindow, shortWindow) = (DurationText.Format(tier.LongWindow), DurationText.Format(tier.ShortWindow));
        var percent = tier.BudgetPercentOf(plan.Slo.Window.Duration.Nominal);
        if (tier.Condition is { } condition)
            return [new("summary", string.Create(CultureInfo.InvariantCulture, $"{plan.Slo.Name}: the burn rate over {longWindow} is {SignOf(condition.Comparison)} {tier.Factor:0.####} (alert policy {condition.Policy})"))];
        return
        [
            new("summary", string.Create(CultureInfo.InvariantCulture, $"{plan.Slo.Name} spends its error budget more than {tier.Factor:0.####} times too fast")),
            new("description", string.Create(CultureInfo.InvariantCulture, $"Both over {longWindow} and over {shortWindow}. At this rate, {longWindow} take {percent:0.##} % of the budget of {plan.Slo.Window.Duration}.")),
        ];
    }
}
