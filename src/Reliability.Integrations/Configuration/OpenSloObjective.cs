using Reliability.Core;
using Reliability.Core.Slo;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads the <c>spec</c> of an OpenSLO document of kind SLO.</summary>
internal static class OpenSloObjective
{
    private const int MaxDescriptionCharacters = 1050;

    /// <summary>Reads the objective; null after an error that leaves nothing to build.</summary>
    public static ServiceLevelObjective? Read(YamlMap spec, OpenSloMetadata metadata)
    {
        var description = spec.OptionalText("description");
        if (description?.Value.Length > MaxDescriptionCharacters)
            description.Reject($"must not be longer than {MaxDescriptionCharacters} characters");
        var service = spec.RequiredName("service");
        var indicator = OpenSloIndicator.Read(spec);
        var window = ReadWindow(spec);
        var method = spec.RequiredOneOf("budgetingMethod", "Occurrences", "Timeslices", "RatioTimeslices");
        if (method is "Timeslices" or "RatioTimeslices")
            spec.Reject("budgetingMethod", $"{method} is not supported yet; use Occurrences");
        var objectives = ReadObjectives(spec);
        if (spec.OptionalMaps("alertPolicies").Count > 0)
            spec.Reject("alertPolicies", "alert policies are not supported yet");
        spec.RejectUnknownKeys();
        if (metadata.Name is null || service is null || indicator is null || window is null || objectives.Count == 0)
            return null;
        return new ServiceLevelObjective
        {
            Name = metadata.Name,
            DisplayName = metadata.DisplayName,
            Description = description?.Value,
            Service = service,
            Indicator = indicator,
            Window = window,
            BudgetingMethod = BudgetingMethod.Occurrences,
            Objectives = objectives,
            Annotations = metadata.Annotations,
        };
    }

    private static RollingWindow? ReadWindow(YamlMap spec)
    {
        var windows = spec.RequiredMaps("timeWindow");
        if (windows.Count == 0)
            return null;
        if (windows.Count > 1)
            spec.Reject("timeWindow", "must have exactly one item");
        var window = windows[0];
        var text = window.RequiredText("duration");
        var isSound = DurationText.TryParseOpenSlo(text?.Value, out var duration) && duration > TimeSpan.Zero;
        if (!isSound)
            text?.Reject($"'{text.Written}' is no duration above 0 of OpenSLO: write 30m, 12h, 28d, 4w, 1M, 1Q or 1Y");
        if (window.Has("calendar"))
            window.Reject("calendar", "calendar windows are not supported yet; use isRolling: true");
        else if (window.OptionalBoolean("isRolling") is not true)
            window.Reject("isRolling", "must be true: calendar windows are not supported yet");
        window.RejectUnknownKeys();
        return isSound ? new RollingWindow(duration) : null;
    }

    private static List<SloTarget> ReadObjectives(YamlMap spec)
    {
        var items = spec.RequiredMaps("objectives");
        if (items.Count > 1)
            spec.Reject("objectives", "more than one objective is not supported yet");
        var targets = new List<SloTarget>();
        foreach (var item in items)
        {
            var displayName = item.OptionalString("displayName");
            var target = ReadTarget(item);
            foreach (var key in item.Keys.Except(["displayName", "target", "targetPercent"]).ToArray())
                RejectObjectiveKey(item, key);
            if (target is not null)
                targets.Add(new SloTarget(target.Value, displayName));
        }

        return targets;
    }

    private static decimal? ReadTarget(YamlMap item)
    {
        var target = item.OptionalDecimal("target", 0m, 1m);
        var percent = item.OptionalDecimal("targetPercent", 0m, 100m);
        if (item.Has("target") == item.Has("targetPercent"))
        {
            item.Reject("target", "must have either target or targetPercent");
            return null;
        }

        var ratio = target ?? percent / 100m;
        if (ratio is not (0m or 1m))
            return ratio;
        // OpenSLO allows 0; but a budget of everything, like one of nothing, has no burn rate worth a name.
        item.Reject(target is null ? "targetPercent" : "target", "must be above 0 and below 1 (100 %)");
        return null;
    }

    private static void RejectObjectiveKey(YamlMap item, string key)
    {
        var known = key is "op" or "value" or "timeSliceTarget" or "timeSliceWindow" or "indicator" or "indicatorRef" or "compositeWeight";
        item.Reject(key, known ? $"{key} is not supported yet" : $"unknown key '{key}'");
    }
}
