using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Reliability.Simulators.AzureMonitor;

/// <summary>A query of logs that came in.</summary>
/// <param name="Target">What is queried: the ID of a workspace or of a resource.</param>
/// <param name="Query">The text, as it came.</param>
/// <param name="Time">The time it looks at; null for all.</param>
/// <param name="Workspaces">Further workspaces.</param>
/// <param name="Preferences">What was preferred, e.g. <c>wait=30</c>.</param>
public sealed partial record LogsCall(
    string Target, string Query, TimeInterval? Time, IReadOnlyList<string> Workspaces, IReadOnlyList<string> Preferences)
{
    private const int MaxWaitSeconds = 600;

    /// <summary>Tells whether a path is that of a query.</summary>
    internal static bool IsPath(string path) => Path().IsMatch(path);

    /// <summary>Reads a request, as strictly as the service, and more so where it is silent.</summary>
    /// <exception cref="Refusal">It is wrong.</exception>
    internal static async Task<LogsCall> ReadAsync(HttpRequest request)
    {
        BearerCheck.Check(request, "https://api.loganalytics.io");
        if (request.Method != "POST")
            throw new Refusal(404, "PathNotFoundError", $"There is no {request.Method} {request.Path}.");
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
            throw Refusal.BadArgument($"The type of the body is '{request.ContentType}'.");
        var match = Path().Match(request.Path.Value!);
        var target = match.Groups["workspace"] is { Success: true } workspace ? workspace.Value : match.Groups["resource"].Value;
        if (match.Groups["workspace"].Success && !Guid.TryParse(target, out _))
            throw new Refusal(404, "WorkspaceNotFoundError", $"The workspace '{target}' could not be found.");
        using var body = await ParseAsync(request.Body);
        return Read(target, body.RootElement, PreferencesOf(request));
    }

    private static LogsCall Read(string target, JsonElement body, string[] preferences)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw Refusal.BadArgument("The body is no object.");
        var unknown = body.EnumerateObject().Select(property => property.Name).Except(["query", "timespan", "workspaces"]).FirstOrDefault();
        if (unknown is not null)
            throw Refusal.BadArgument($"The body has an unknown property '{unknown}'.");
        if (!body.TryGetProperty("query", out var query) || query.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(query.GetString()))
            throw Refusal.BadArgument("The body has no query.");
        var workspaces = body.TryGetProperty("workspaces", out var more) ? more.EnumerateArray().Select(item => item.GetString()!).ToArray() : [];
        var time = body.TryGetProperty("timespan", out var timespan) ? TimeInterval.Parse(timespan.GetString()!, Refusal.BadArgument) : null;
        return new LogsCall(target, query.GetString()!, time, workspaces, preferences);
    }

    private static async Task<JsonDocument> ParseAsync(Stream body)
    {
        try
        {
            return await JsonDocument.ParseAsync(body);
        }
        catch (JsonException exception)
        {
            throw Refusal.BadArgument($"The body is no JSON: {exception.Message}");
        }
    }

    private static string[] PreferencesOf(HttpRequest request)
    {
        var preferences = request.Headers["Prefer"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var preference in preferences)
        {
            var isWait = preference.StartsWith("wait=", StringComparison.Ordinal);
            var isKnown = isWait
                ? int.TryParse(preference[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MaxWaitSeconds
                : preference is "include-statistics=true" or "include-render=true" or "include-dataSources=true";
            if (!isKnown)
                throw Refusal.BadArgument($"The preference '{preference}' is unknown or out of range.");
        }

        return preferences;
    }

    [GeneratedRegex("^/v1/(workspaces/(?<workspace>[^/]+)|(?<resource>subscriptions/[^/]+/.+))/query$", RegexOptions.IgnoreCase)]
    private static partial Regex Path();
}
