namespace Reliability.Core.Slo.Prometheus;

/// <summary>Where the rules of an objective count.</summary>
internal sealed record PrometheusPlan(ServiceLevelObjective Slo, TimeSpan Step, string? Reason)
{
    /// <summary>What stands for the length of a window in a query.</summary>
    public const string Window = "{{.window}}";

    private const string SourceType = "prometheus";

    // Clocks differ by multiples of it all over the world, so shorter slices start at the same instants everywhere.
    private static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);

    /// <summary>Gets whether the rules run the queries of the objective; otherwise they read what the suite exposes.</summary>
    public bool RunsQueries => Reason is null;

    /// <summary>Gets the alerts that can fire.</summary>
    public IReadOnlyList<BurnRateTier> Tiers => [.. Slo.Alerts.Where(tier => BurnRateAlerts.Impossible(tier, Slo) is null)];

    /// <summary>Gets the length of what burn rates count: a slice, a slot, or the step of the source.</summary>
    public TimeSpan Unit => Slo.SliceWindow ?? (Slo.LowTraffic as LowTrafficPolicy.Slots)?.Length ?? Step;

    /// <summary>Gets the windows of burn rates, from short to long.</summary>
    public IReadOnlyList<TimeSpan> BurnWindows =>
    [
        .. new SloPolicy().BurnRateWindows.Where(window => window.Ticks % Unit.Ticks == 0)
            .Concat(Tiers.SelectMany(tier => new[] { tier.LongWindow, tier.ShortWindow }))
            .Where(window => window <= Slo.Window.Duration.Nominal)
            .Distinct()
            .Order(),
    ];

    /// <summary>Gets the labels of every rule.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels => [new("slo", Slo.Name), new("service", PromQl.Literal(Slo.Service))];

    /// <summary>Makes the plan of an objective.</summary>
    public static PrometheusPlan Of(ServiceLevelObjective slo)
    {
        var sources = slo.Members.SelectMany(member => member.Indicator.Sources).ToArray();
        var step = DurationText.TryParse(sources.FirstOrDefault()?.Connection?.Details.GetValueOrDefault("step"), out var length) && length > TimeSpan.Zero
            ? length
            : TimeSpan.FromMinutes(1);
        var plan = new PrometheusPlan(slo, step, null);
        return plan with { Reason = plan.WhyNot(sources) };
    }

    private string? WhyNot(MetricSource[] sources)
    {
        var other = Array.Find(sources, source => source.Type != SourceType);
        var odd = Tiers.SelectMany(tier => new[] { tier.LongWindow, tier.ShortWindow })
            .FirstOrDefault(window => window.Ticks % Unit.Ticks > 0);
        return Slo switch
        {
            _ when sources.Length == 0 => "its counts are in no source",
            _ when other is not null => $"its counts of type {other.Type} are not in Prometheus",
            _ when sources.Select(source => source.Connection?.Name).Distinct().Count() > 1 => "its counts are in more than one Prometheus",
            _ when odd > TimeSpan.Zero => $"the window {DurationText.Format(odd)} of an alert is no multiple of {DurationText.Format(Unit)}, what burn rates count by",
            { Window: CalendarWindow, LowTraffic: LowTrafficPolicy.VolumeCorrected } => "PromQL has no calendar, and volume-corrected needs the traffic of the period",
            { Window: CalendarWindow window } when Unit != Step && !IsAligned(window) => "PromQL has no calendar, and slices start where the period starts",
            _ => null,
        };
    }

    private bool IsAligned(CalendarWindow window) =>
        window.FirstStart.Ticks % Unit.Ticks == 0
        && (QuarterHour.Ticks % Unit.Ticks == 0 || (window.Zone.BaseUtcOffset == TimeSpan.Zero && !window.Zone.SupportsDaylightSavingTime && TimeSpan.TicksPerDay % Unit.Ticks == 0));
}
