using Reliability.Core;
using Reliability.Integrations.Configuration;

namespace Reliability.Integrations.OpenSlo.Sources;

/// <summary>Reads sources of type <c>prometheus</c>: queries of a Prometheus server.</summary>
internal static class PrometheusSource
{
    /// <summary>The kind.</summary>
    public static readonly SourceKind Kind = new("prometheus", Read)
    {
        Counted = "Prometheus is asked by the minute, or by the step of its DataSource",
        GrainOf = source => DurationText.TryParse(source.Connection?.Details.GetValueOrDefault("step"), out var step) ? step : TimeSpan.FromMinutes(1),
        HasValues = true,
        ReadConnection = ReadConnection,
        Mismatch = (whole, part) => whole.Spec["query"] == part.Spec["query"] ? "must not be the query of total" : null,
    };

    /// <summary>What stands for the length of a window in a query, with its brackets outside: <c>[{{.window}}]</c>.</summary>
    public const string Window = "{{.window}}";

    private const int MaxQuery = 10_000;

    private static Dictionary<string, string>? Read(YamlMap spec, string use)
    {
        var before = spec.Errors.Count;
        var query = spec.RequiredText("query");
        spec.RejectUnknownKeys();
        if (query?.Value.Length > MaxQuery)
            query.Reject($"must not be longer than {MaxQuery} characters");
        var unknown = query?.Value.Replace(Window, "", StringComparison.Ordinal).Contains("{{", StringComparison.Ordinal);
        if (unknown == true)
            query!.Reject($"has a placeholder that is unknown; there is only {Window}, written like this");
        var isCount = use is "total" or "good" or "bad";
        if (unknown == false && isCount && !query!.Value.Contains(Window, StringComparison.Ordinal))
            query.Reject($"must count what happened in a window: write e.g. sum(increase(requests_total[{Window}])); only thresholdMetric and raw may do without {Window}");
        return spec.Errors.Count > before ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["query"] = query!.Value };
    }

    private static Dictionary<string, string>? ReadConnection(YamlMap details)
    {
        var before = details.Errors.Count;
        var url = details.RequiredText("url");
        var (username, password, token) = (details.OptionalString("username"), Secret(details, "password"), Secret(details, "token"));
        var step = details.OptionalDuration("step");
        details.RejectUnknownKeys();
        if (step is { } length && (length <= TimeSpan.Zero || length.Ticks % TimeSpan.TicksPerMinute > 0 || TimeSpan.TicksPerHour % length.Ticks > 0))
            details.Reject("step", "must be whole minutes that divide an hour: 1m, 2m, 5m ... 1h");
        if (url is not null && !IsBaseAddress(url.Value))
            url.Reject($"'{url.Written}' must be an address such as https://prometheus.example:9090, without user, query and fragment");
        if (details.Has("username") != details.Has("password"))
            details.Reject("password", "username and password belong together");
        if (details.Has("token") && details.Has("username"))
            details.Reject("token", "must have either token, or username and password");
        if (username?.Contains(':', StringComparison.Ordinal) == true)
            details.Reject("username", "must not contain ':' (RFC 7617)");
        if (details.Errors.Count > before)
            return null;
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["url"] = url!.Value,
            ["username"] = username,
            ["password"] = password,
            ["token"] = token,
            ["step"] = step is null ? null : DurationText.Format(step.Value),
        };
        return values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
    }

    private static bool IsBaseAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;

    private static string? Secret(YamlMap details, string key)
    {
        var text = details.OptionalText(key);
        if (text is null || text.Written.StartsWith("${", StringComparison.Ordinal))
            return text?.Value;
        text.Reject("must be a setting, ${NAME}: secrets are not written into files");
        return null;
    }
}
