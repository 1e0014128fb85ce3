using System.Globalization;
using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>An item of <c>objectives</c>.</summary>
internal sealed record OpenSloObjective(YamlMap Map)
{
    // Far above any sense, and far below where decimals end.
    private const decimal MaxNumber = 1_000_000_000_000_000m;

    private static readonly Dictionary<string, ThresholdOperator> Operators = new(StringComparer.Ordinal)
    {
        ["lte"] = ThresholdOperator.AtMost,
        ["gte"] = ThresholdOperator.AtLeast,
        ["lt"] = ThresholdOperator.Below,
        ["gt"] = ThresholdOperator.Above,
    };

    public string? DisplayName { get; private init; }

    public ThresholdOperator? Operator { get; private init; }

    public decimal? Value { get; private init; }

    public decimal? Target { get; private init; }

    public decimal? SliceTarget { get; private init; }

    public TimeSpan? SliceWindow { get; private init; }

    public decimal Weight { get; private init; } = 1m;

    public OpenSloIndicator? Indicator { get; private init; }

    public string? IndicatorRef { get; private init; }

    /// <summary>Gets whether it has an indicator of its own, as those of composites have.</summary>
    public bool IsMember => Map.Has("indicator") || Map.Has("indicatorRef");

    /// <summary>Reads an objective.</summary>
    /// <param name="map">Where it stands.</param>
    /// <param name="method">How the budget is spent; null after an error.</param>
    /// <param name="allowsFullTarget">Whether a target of 1 is allowed, which OpenSLO excludes.</param>
    public static OpenSloObjective Read(YamlMap map, BudgetingMethod? method, bool allowsFullTarget)
    {
        var isSliced = method is BudgetingMethod.Timeslices or BudgetingMethod.RatioTimeslices;
        if (method == BudgetingMethod.Timeslices && !map.Has("timeSliceTarget"))
            map.Reject("timeSliceTarget", "missing key 'timeSliceTarget': Timeslices needs it");
        if (isSliced && !map.Has("timeSliceWindow"))
            map.Reject("timeSliceWindow", $"missing key 'timeSliceWindow': {method} needs it");
        var objective = new OpenSloObjective(map)
        {
            DisplayName = map.OptionalString("displayName"),
            Operator = map.OptionalOneOf("op", [.. Operators.Keys]) is { } comparison ? Operators[comparison] : null,
            Value = map.OptionalDecimal("value", -MaxNumber, MaxNumber),
            Target = ReadTarget(map, allowsFullTarget),
            SliceTarget = AboveZero(map, "timeSliceTarget", 1m),
            SliceWindow = ReadSliceWindow(map),
            Weight = AboveZero(map, "compositeWeight", MaxNumber) ?? 1m,
            Indicator = OpenSloIndicator.ReadInline(map),
            IndicatorRef = map.OptionalName("indicatorRef"),
        };
        if (map.Has("indicator") && map.Has("indicatorRef"))
            map.Reject("indicatorRef", "must have either indicator or indicatorRef");
        map.RejectUnknownKeys();
        return objective;
    }

    /// <summary>Checks <c>op</c> and <c>value</c>, which belong to thresholds and to nothing else.</summary>
    public void CheckAgainst(OpenSloIndicator indicator)
    {
        foreach (var key in new[] { "op", "value" })
        {
            if (indicator.Part?.Key == "thresholdMetric" && !Map.Has(key))
                Map.Reject(key, $"missing key '{key}': a thresholdMetric needs it");
            else if (indicator.Part is not null && indicator.Part.Key != "thresholdMetric" && Map.Has(key))
                Map.Reject(key, $"{key} is for a thresholdMetric only");
        }
    }

    private static decimal? ReadTarget(YamlMap map, bool allowsFullTarget)
    {
        var target = map.OptionalDecimal("target", 0m, 1m);
        var percent = map.OptionalDecimal("targetPercent", 0m, 100m);
        if (map.Has("target") == map.Has("targetPercent"))
            map.Reject("target", "must have either target or targetPercent");
        var ratio = target ?? percent / 100m;
        if (ratio == 1m && !allowsFullTarget)
            map.Reject(target is null ? "targetPercent" : "target", "must be below 1 (100 %)");
        return ratio;
    }

    private static decimal? AboveZero(YamlMap map, string key, decimal most)
    {
        var value = map.OptionalDecimal(key, 0m, most);
        if (value == 0m)
            map.Reject(key, "must be above 0");
        return value;
    }

    private static TimeSpan? ReadSliceWindow(YamlMap map)
    {
        if (map.OptionalText("timeSliceWindow") is not { } text)
            return null;
        // A bare number is minutes.
        var isNumber = int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (SloDuration.TryParse(isNumber ? text.Value + "m" : text.Value, out var duration))
            return duration.Nominal;
        text.Reject($"'{text.Written}' is no duration above 0 of OpenSLO: write 5 (minutes), 1m, 2h or 1d");
        return null;
    }
}
