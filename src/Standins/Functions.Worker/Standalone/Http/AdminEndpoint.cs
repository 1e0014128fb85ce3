using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Standalone;

/// <summary>Runs a timer now: <c>POST /admin/functions/{name}</c> with the admin key.</summary>
/// <param name="keys">The host's keys.</param>
/// <param name="functions">All functions of the app.</param>
/// <param name="timers">Its timers; <see langword="null"/> when it has none.</param>
internal sealed class AdminEndpoint(KeyRing keys, IReadOnlyList<FunctionMethod> functions, TimerService? timers)
{
    /// <summary>Route of the endpoint, outside the route prefix.</summary>
    public const string Route = "admin/functions/{name}";

    private const int MaxBodyBytes = 65_536;

    private static readonly Problem Malformed = new(400, "bad-request", "The body must be empty or a JSON object such as {\"input\":\"\"}.");
    private static readonly Problem NotATimer = new(400, "not-a-timer", "Only timer functions can be run by hand.");
    private static readonly Problem Unknown = new(404, "unknown-function", "There is no function of this name.");

    /// <summary>Answers a request.</summary>
    /// <param name="http">Request and response.</param>
    /// <returns>A task that ends with the response: 202 when the run is on its way.</returns>
    public async Task HandleAsync(HttpContext http)
    {
        if (await RefusalAsync(http.Request).ConfigureAwait(false) is { } refusal)
            await refusal.WriteAsync(http).ConfigureAwait(false);
        else
            http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task<Problem?> RefusalAsync(HttpRequest request)
    {
        if (!keys.Opens(AuthorizationLevel.Admin, request))
            return Problem.Unauthorized;
        string name = (string)request.RouteValues["name"]!;
        if (!functions.Any(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase)))
            return Unknown;
        if (!await IsBodySoundAsync(request).ConfigureAwait(false))
            return Malformed;
        return timers?.RunNow(name) == true ? null : NotATimer;
    }

    private static async Task<bool> IsBodySoundAsync(HttpRequest request)
    {
        if (request.ContentLength > MaxBodyBytes)
            return false;
        byte[] body = new byte[MaxBodyBytes + 1];
        int length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted)
            .ConfigureAwait(false);
        if (length is 0 or > MaxBodyBytes)
            return length == 0;
        try
        {
            using JsonDocument json = JsonDocument.Parse(body.AsMemory(0, length));
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
