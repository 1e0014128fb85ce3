using Reliability.Core.Rum;

namespace Reliability.Integrations.Configuration;

/// <summary>Reads the <c>budgets</c> of a site.</summary>
internal static class SiteBudgets
{
    // One hour: no page that is being looked at takes longer, and CLS stays far below.
    private const decimal MaxP75 = 3_600_000m;

    /// <summary>The names a device class can have.</summary>
    public static readonly string[] Devices = [.. Enum.GetValues<DeviceKind>().Select(device => device.Name())];

    /// <summary>The names a connection type can have.</summary>
    public static readonly string[] Connections = [.. Enum.GetValues<ConnectionKind>().Select(connection => connection.Name())];

    /// <summary>Reads the budgets; one with an error is left out, as is the second for the same part of the site.</summary>
    public static IReadOnlyList<RumBudget> Read(YamlMap site)
    {
        var budgets = new List<RumBudget>();
        foreach (var item in site.OptionalMaps("budgets"))
        {
            var budget = ReadOne(item);
            if (budget is not null && budgets.Exists(other => other with { P75 = budget.P75 } == budget))
                item.Reject("metric", $"there is another budget for {budget.Metric} of the same part of the site");
            else if (budget is not null)
                budgets.Add(budget);
        }

        return budgets;
    }

    private static RumBudget? ReadOne(YamlMap item)
    {
        var before = item.Errors.Count;
        var metric = item.RequiredOneOf("metric", VitalThresholds.Vitals);
        var p75 = item.RequiredDecimal("p75", 0m, MaxP75);
        if (p75 == 0m)
            item.Reject("p75", "must be above 0");
        var (page, device) = (item.OptionalString("page"), item.OptionalOneOf("device", Devices));
        var (connection, release) = (item.OptionalOneOf("connection", Connections), item.OptionalString("release"));
        item.RejectUnknownKeys();
        if (item.Errors.Count > before)
            return null;
        return new RumBudget(Enum.Parse<VitalMetric>(metric!), p75!.Value)
        {
            Page = page,
            Device = device,
            Connection = connection,
            Release = release,
        };
    }
}
