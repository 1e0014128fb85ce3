using Reliability.Core;
using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo;

/// <summary>Reads <c>slos/burn-rate-policies.yaml</c>.</summary>
public static class BurnRatePolicyFile
{
    /// <summary>The name of the file in the configuration folder.</summary>
    public const string FileName = "slos/burn-rate-policies.yaml";

    private const decimal MaxFactor = 1_000_000m;

    /// <summary>Gets the policies that are there without a file.</summary>
    public static IReadOnlyDictionary<string, BurnRatePolicy> BuiltIn { get; } =
        new Dictionary<string, BurnRatePolicy>(StringComparer.Ordinal) { [BurnRatePolicy.GoogleName] = BurnRatePolicy.Google };

    /// <summary>Reads the policies of a file and adds those that are built in; one with an error is left out.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="errors">Gets every error.</param>
    public static IReadOnlyDictionary<string, BurnRatePolicy> Read(string text, ConfigurationErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var policies = new Dictionary<string, BurnRatePolicy>(BuiltIn, StringComparer.Ordinal);
        var documents = YamlDocuments.Read(text, errors);
        foreach (var extra in documents.Skip(1))
            errors.Add(extra.Line, "", "must be one document");
        if (documents.Count == 0 || YamlMap.Read(documents[0], "", errors) is not { } root)
            return policies;
        foreach (var item in root.RequiredMaps("policies"))
        {
            if (ReadPolicy(item) is { } policy && !policies.TryAdd(policy.Name, policy))
                item.Reject("name", $"there is another policy '{policy.Name}'");
        }

        root.RejectUnknownKeys();
        return policies;
    }

    private static BurnRatePolicy? ReadPolicy(YamlMap item)
    {
        var before = item.Errors.Count;
        var name = item.RequiredName("name");
        var period = item.RequiredDuration("period");
        if (period == TimeSpan.Zero)
            item.Reject("period", "must be above 0");
        var alerts = item.RequiredMaps("alerts").Select(alert => ReadTier(alert, period)).ToArray();
        item.RejectUnknownKeys();
        return item.Errors.Count > before ? null : new BurnRatePolicy(name!, period!.Value, [.. alerts.OfType<BurnRateTier>()]);
    }

    private static BurnRateTier? ReadTier(YamlMap alert, TimeSpan? period)
    {
        var before = alert.Errors.Count;
        var severity = alert.RequiredOneOf("severity", BurnRateTier.Severities);
        var (longWindow, shortWindow) = (alert.RequiredDuration("longWindow"), alert.RequiredDuration("shortWindow"));
        var (percent, factor) = (alert.OptionalDecimal("budgetPercent", 0m, 100m), alert.OptionalDecimal("factor", 0m, MaxFactor));
        if (alert.Has("budgetPercent") == alert.Has("factor"))
            alert.Reject("factor", "must have either budgetPercent or factor");
        if (percent == 0m || factor == 0m)
            alert.Reject(percent == 0m ? "budgetPercent" : "factor", "must be above 0");
        if (shortWindow < BurnRateAlerts.EvaluationInterval)
            alert.Reject("shortWindow", $"must not be below the evaluation interval, {DurationText.Format(BurnRateAlerts.EvaluationInterval)}");
        if (shortWindow >= longWindow)
            alert.Reject("shortWindow", "must be shorter than longWindow");
        if (longWindow > period)
            alert.Reject("longWindow", "must not be longer than period");
        alert.RejectUnknownKeys();
        if (alert.Errors.Count > before || period is null)
            return null;
        return new BurnRateTier(
            severity!, longWindow!.Value, shortWindow!.Value, factor ?? percent!.Value * period.Value.Ticks / longWindow.Value.Ticks / 100m);
    }
}
