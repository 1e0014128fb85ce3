using System.Globalization;
using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>The policies of an objective that OpenSLO has no words for: its annotations <c>reliability/…</c>.</summary>
internal sealed record OpenSloPolicies(NoDataPolicy NoData, LowTrafficPolicy LowTraffic, string BurnRates, BurnRateScaling Scaling)
{
    /// <summary>The prefix of the annotations.</summary>
    public const string Prefix = "reliability/";

    /// <summary>The burn-rate policy without alerts, for objectives that have alert policies instead.</summary>
    public const string NoBurnRates = "none";

    private static readonly string[] Known =
        ["no-data", "low-traffic", "burn-rate-policy", "burn-rate-scaling", "alert-service", "sli"];

    private static readonly Dictionary<string, NoDataPolicy> NoDataPolicies = new(StringComparer.Ordinal)
    {
        ["exclude"] = NoDataPolicy.Exclude,
        ["good"] = NoDataPolicy.Good,
        ["bad"] = NoDataPolicy.Bad,
        ["no-data"] = NoDataPolicy.NoData,
    };

    private static readonly Dictionary<string, BurnRateScaling> Scalings = new(StringComparer.Ordinal)
    {
        ["budget"] = BurnRateScaling.Budget,
        ["windows"] = BurnRateScaling.Windows,
    };

    private static readonly Dictionary<string, SloSubject> Subjects = new(StringComparer.Ordinal)
    {
        ["availability"] = SloSubject.Availability,
        ["latency"] = SloSubject.Latency,
    };

    /// <summary>Reads the policies; what is wrong with them is an error, and its default applies.</summary>
    public static OpenSloPolicies Read(OpenSloMetadata metadata)
    {
        if (metadata.Map.OptionalMap("annotations") is not { } map)
            return new OpenSloPolicies(NoDataPolicy.Exclude, new LowTrafficPolicy.None(), BurnRatePolicy.GoogleName, BurnRateScaling.Budget);
        foreach (var key in map.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal) && !Known.Contains(key[Prefix.Length..])))
            map.Reject(key, $"unknown annotation '{key}'; known are {string.Join(", ", Known)}");
        OneOf(metadata, map, "sli", Subjects);
        return new OpenSloPolicies(
            OneOf(metadata, map, "no-data", NoDataPolicies),
            ReadLowTraffic(metadata, map),
            metadata.Annotations.GetValueOrDefault(Prefix + "burn-rate-policy", BurnRatePolicy.GoogleName),
            OneOf(metadata, map, "burn-rate-scaling", Scalings));
    }

    private static T OneOf<T>(OpenSloMetadata metadata, YamlMap map, string name, Dictionary<string, T> values)
        where T : struct
    {
        if (TextOf(metadata, map, name) is not { } text)
            return default;
        if (values.TryGetValue(text.Value, out var value))
            return value;
        text.Reject($"'{text.Written}' must be {string.Join(", ", values.Keys)}");
        return default;
    }

    // One that is no text is not among the annotations, and has its error already.
    private static YamlText? TextOf(OpenSloMetadata metadata, YamlMap map, string name) =>
        metadata.Annotations.ContainsKey(Prefix + name) ? map.OptionalText(Prefix + name) : null;

    private static LowTrafficPolicy ReadLowTraffic(OpenSloMetadata metadata, YamlMap map)
    {
        if (TextOf(metadata, map, "low-traffic") is not { } text)
            return new LowTrafficPolicy.None();
        var parts = text.Value.Split(':');
        switch (parts)
        {
            case ["none"]:
                return new LowTrafficPolicy.None();
            case ["volume-corrected"]:
                return new LowTrafficPolicy.VolumeCorrected();
            case ["min-events", var number] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0:
                return new LowTrafficPolicy.MinEvents(count);
            case ["slots", var length] when DurationText.TryParse(length, out var slot) && slot > TimeSpan.Zero:
                return new LowTrafficPolicy.Slots(slot);
            default:
                text.Reject($"'{text.Written}' must be none, min-events:N with N from 1, slots:60s with any duration above 0, or volume-corrected");
                return new LowTrafficPolicy.None();
        }
    }
}
