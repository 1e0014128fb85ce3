namespace Reliability.Core.Slo.Alerts;

/// <summary>One look at one alert: whether it holds, and what would be told if it began now.</summary>
/// <param name="IsBreached">Whether it holds; null when that is not known.</param>
/// <param name="After">How long it must hold before it fires.</param>
/// <param name="Change">What would be told.</param>
internal sealed record SloAlertWatch(bool? IsBreached, TimeSpan After, SloAlertChange Change)
{
    /// <summary>Gets whether somebody is told when it begins.</summary>
    public bool TellsBegin { get; init; } = true;

    /// <summary>Gets whether somebody is told when it ends.</summary>
    public bool TellsEnd { get; init; } = true;

    /// <summary>Looks at every alert of an objective: those of its status in their order, those for windows without data, and absence last.</summary>
    public static IReadOnlyList<SloAlertWatch> Of(ServiceLevelObjective slo, SloStatus status)
    {
        var context = new Context(slo, status);
        var alerts = slo.Alerts.Zip(status.Alerts).ToArray();
        return
        [
            .. alerts.Select(pair => context.BurnRate(pair.First, pair.Second)),
            .. alerts.Where(pair => pair.First.Condition is { TellsNoData: true }).Select(pair => context.NoData(pair.First, pair.Second)),
            context.Absence(),
        ];
    }

    private sealed record Context(ServiceLevelObjective Slo, SloStatus Status)
    {
        public SloAlertWatch BurnRate(BurnRateTier tier, SloAlert alert)
        {
            var isImpossible = BurnRateAlerts.Impossible(tier, Slo) is not null;
            return new SloAlertWatch(isImpossible ? false : tier.IsBreachedBy(alert.LongRate, alert.ShortRate), alert.AlertAfter, Of(SloAlertKind.BurnRate, tier, alert))
            {
                TellsBegin = tier.Condition?.TellsBreach ?? true,
                TellsEnd = tier.Condition?.TellsEnd ?? true,
            };
        }

        public SloAlertWatch NoData(BurnRateTier tier, SloAlert alert) =>
            new(alert.NoData, alert.AlertAfter, Of(SloAlertKind.NoData, tier, alert)) { TellsEnd = tier.Condition!.TellsEnd };

        // An objective that never had data is waited for as long as one whose data stopped.
        public SloAlertWatch Absence()
        {
            var after = Status.Absence.LastData is null ? Status.Absence.After : TimeSpan.Zero;
            return new SloAlertWatch(Status.Absence.Firing, after, Start(SloAlertKind.Absence, BurnRateTier.Ticket, "absence"));
        }

        private SloAlertChange Of(SloAlertKind kind, BurnRateTier tier, SloAlert alert) => Start(kind, tier.Severity, KeyOf(kind, tier)) with
        {
            LongWindow = tier.LongWindow,
            ShortWindow = tier.ShortWindow,
            Factor = tier.Factor,
            Policy = tier.Condition?.Policy,
            Targets = tier.Condition?.Targets ?? [],
            LongRate = alert.LongRate,
            ShortRate = alert.ShortRate,
        };

        private SloAlertChange Start(SloAlertKind kind, string severity, string key) => new()
        {
            Fingerprint = $"slo|{Slo.Name}|{key}",
            Kind = kind,
            Slo = Slo.Name,
            Service = Slo.Annotations.GetValueOrDefault("reliability/alert-service", Slo.Service),
            Severity = severity,
            BudgetRemainingPercent = Status.ErrorBudget.RemainingPercent,
            Since = Status.EvaluatedAt,
        };

        // The factor is in it, as another threshold is another alert.
        private static string KeyOf(SloAlertKind kind, BurnRateTier tier) => tier.Condition is { } condition
            ? $"policy|{condition.Policy}{(kind == SloAlertKind.NoData ? "|no-data" : "")}"
            : FormattableString.Invariant($"{tier.Severity}|{DurationText.Format(tier.LongWindow)}|{DurationText.Format(tier.ShortWindow)}|{tier.Factor:0.####}");
    }
}
