using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using Microsoft.AspNetCore.Http;

namespace Reliability.Simulators.AzureMonitor;

/// <summary>A reading of metrics that came in.</summary>
/// <param name="ResourceId">The resource.</param>
/// <param name="Names">The metrics.</param>
/// <param name="Time">The time.</param>
/// <param name="Interval">The length of a point.</param>
/// <param name="Aggregations">The aggregations, in lower case.</param>
public sealed partial record MetricsCall(
    string ResourceId, IReadOnlyList<string> Names, TimeInterval Time, TimeSpan Interval, IReadOnlyList<string> Aggregations)
{
    private const int MaxNames = 20;
    private const int DefaultTop = 10;

    private static readonly string[] Intervals = ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D"];
    private static readonly string[] AggregationNames = ["average", "minimum", "maximum", "total", "count"];
    private static readonly string[] Versions = ["2018-01-01", "2019-07-01", "2021-05-01", "2023-10-01", "2024-02-01"];
    private static readonly string[] Parameters =
        ["timespan", "interval", "metricnames", "aggregation", "top", "orderby", "$filter", "resulttype", "api-version", "metricnamespace"];

    /// <summary>Gets the filter, as it came; null without.</summary>
    public string? Filter { get; private init; }

    /// <summary>Gets the namespace; null means that of the resource.</summary>
    public string? Namespace { get; private init; }

    /// <summary>Gets how many series there may be for a metric; others are left out silently.</summary>
    public int Top { get; private init; } = DefaultTop;

    /// <summary>Tells whether a path is that of metrics.</summary>
    internal static bool IsPath(string path) => Path().IsMatch(path);

    /// <summary>Reads a request, as strictly as the service, and more so where it is silent.</summary>
    /// <exception cref="Refusal">It is wrong.</exception>
    internal static MetricsCall Read(HttpRequest request, int maxPoints)
    {
        BearerCheck.Check(request, "https://management.azure.com");
        if (request.Method != "GET")
            throw new Refusal(405, "MethodNotAllowed", $"{request.Method} is not allowed.");
        var query = request.Query.ToDictionary(pair => pair.Key.ToLowerInvariant(), pair => pair.Value.ToString());
        if (query.Keys.Except(Parameters).FirstOrDefault() is { } unknown)
            throw Refusal.BadRequest($"The parameter '{unknown}' is unknown.");
        if (!Versions.Contains(query.GetValueOrDefault("api-version")))
            throw new Refusal(400, "InvalidApiVersionParameter", $"The api-version '{query.GetValueOrDefault("api-version")}' is invalid.");
        var filter = query.GetValueOrDefault("$filter");
        if (filter is null && query.ContainsKey("top"))
            throw Refusal.BadRequest("The parameter 'top' needs a filter.");
        var call = new MetricsCall(Path().Match(request.Path.Value!).Groups["resource"].Value, NamesOf(query), TimeOf(query), IntervalOf(query), AggregationsOf(query))
        {
            Filter = filter,
            Namespace = query.GetValueOrDefault("metricnamespace"),
            Top = query.TryGetValue("top", out var top) ? TopOf(top) : DefaultTop,
        };
        return call.Time.Duration <= call.Interval * maxPoints
            ? call
            : throw Refusal.BadRequest($"The timespan has more than {maxPoints} points of {query["interval"]}.");
    }

    private static string[] NamesOf(Dictionary<string, string> query)
    {
        var names = query.GetValueOrDefault("metricnames", "").Split(',');
        return names.Length > MaxNames || names.Any(string.IsNullOrWhiteSpace)
            ? throw Refusal.BadRequest($"There must be 1 to {MaxNames} metric names.")
            : names;
    }

    private static TimeInterval TimeOf(Dictionary<string, string> query)
    {
        var time = TimeInterval.Parse(query.GetValueOrDefault("timespan", ""), Refusal.BadRequest);
        return time.Start is null ? throw Refusal.BadRequest("The simulator has no clock: say when the timespan starts or ends.") : time;
    }

    private static TimeSpan IntervalOf(Dictionary<string, string> query) => query.GetValueOrDefault("interval", "PT1M") is var text && Intervals.Contains(text)
        ? XmlConvert.ToTimeSpan(text)
        : throw Refusal.BadRequest($"Invalid time grain duration: {text}, supported ones are: {string.Join(',', Intervals)}");

    private static string[] AggregationsOf(Dictionary<string, string> query)
    {
        var names = query.GetValueOrDefault("aggregation", "average").ToLowerInvariant().Split(',');
        return names.Except(AggregationNames).FirstOrDefault() is { } unknown
            ? throw Refusal.BadRequest($"Invalid aggregation type: {unknown}, supported ones are: {string.Join(',', AggregationNames)}")
            : names;
    }

    private static int TopOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top > 0
        ? top
        : throw Refusal.BadRequest($"Detected invalid TopN value {text}.");

    [GeneratedRegex("^(?<resource>/subscriptions/[^/]+/.+)/providers/microsoft[.]insights/metrics$", RegexOptions.IgnoreCase)]
    private static partial Regex Path();
}
