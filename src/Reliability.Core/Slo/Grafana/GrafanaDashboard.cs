using System.Globalization;
using System.Text.Json.Nodes;
using Reliability.Core.Numerics;
using Reliability.Core.Slo.Prometheus;

namespace Reliability.Core.Slo.Grafana;

/// <summary>Writes a dashboard of Grafana for an objective, as JSON that it imports.</summary>
/// <remarks>Its panels read what the rules of <see cref="PrometheusRules"/> record, or what the suite exposes where those do.</remarks>
public static class GrafanaDashboard
{
    /// <summary>The longest <c>uid</c> that Grafana takes.</summary>
    public const int MaxUid = 40;

    private const int SchemaVersion = 39;
    private const int HashedPart = 19;

    /// <summary>Writes the dashboard of an objective.</summary>
    /// <param name="slo">The objective, without <see cref="SloRules"/> broken.</param>
    public static JsonObject For(ServiceLevelObjective slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        var plan = PrometheusPlan.Of(slo);
        return new JsonObject
        {
            ["uid"] = UidOf(slo.Name),
            ["title"] = $"SLO {slo.DisplayName ?? slo.Name}",
            ["description"] = slo.Description ?? $"The objective {slo.Name} of {slo.Service}.",
            ["tags"] = new JsonArray("slo", slo.Service),
            ["schemaVersion"] = SchemaVersion,
            ["version"] = 1,
            ["editable"] = true,
            ["timezone"] = "utc",
            ["refresh"] = "1m",
            ["time"] = new JsonObject { ["from"] = $"now-{DurationText.Format(slo.Window.Duration.Nominal)}", ["to"] = "now" },
            ["templating"] = new JsonObject { ["list"] = new JsonArray(DataSource()) },
            ["annotations"] = new JsonObject { ["list"] = new JsonArray() },
            ["panels"] = Layout(GrafanaPanels.For(plan)),
        };
    }

    private static string UidOf(string name)
    {
        var uid = "slo-" + name;
        return uid.Length <= MaxUid ? uid : string.Create(CultureInfo.InvariantCulture, $"{uid[..(HashedPart + 4)]}-{Hash64.Of(name):x16}");
    }

    private static JsonObject DataSource() => new()
    {
        ["name"] = "datasource",
        ["label"] = "Prometheus",
        ["type"] = "datasource",
        ["query"] = "prometheus",
        ["refresh"] = 1,
        ["hide"] = 0,
    };

    // Left to right in rows of 24 columns.
    private static JsonArray Layout(IEnumerable<GrafanaPanel> panels)
    {
        const int Columns = 24;
        var (list, x, y, rowHeight) = (new JsonArray(), 0, 0, 0);
        foreach (var panel in panels)
        {
            if (x + panel.Width > Columns)
                (x, y, rowHeight) = (0, y + rowHeight, 0);
            list.Add(panel.ToJson(list.Count + 1, x, y));
            (x, rowHeight) = (x + panel.Width, Math.Max(rowHeight, panel.Height));
        }

        return list;
    }
}
