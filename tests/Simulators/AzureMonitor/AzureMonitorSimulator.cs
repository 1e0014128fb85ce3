using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Reliability.Simulators.AzureMonitor;

/// <summary>The REST interfaces of Azure Monitor's logs and metrics on loopback: checks every request, and answers from what a test gives it.</summary>
/// <remarks>It understands no KQL: a test answers queries itself. Set everything before the first request.</remarks>
public sealed class AzureMonitorSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<LogsCall> _logsCalls = new();
    private readonly ConcurrentQueue<MetricsCall> _metricsCalls = new();
    private readonly ConcurrentQueue<string> _refusals = new();
    private int _requests;

    private AzureMonitorSimulator()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Gets or sets what queries of logs find; nothing by default.</summary>
    public Func<LogsCall, LogsReply> Logs { get; set; } = _ => new LogsReply(new SimulatedTable([], []));

    /// <summary>Gets or sets the metrics.</summary>
    public IReadOnlyCollection<SimulatedMetric> Metrics { get; set; } = [];

    /// <summary>Gets or sets what happens to the request of a number, counted from 1; null for nothing, which is the default.</summary>
    public Func<int, SimulatorFault?> Plan { get; set; } = _ => null;

    /// <summary>Gets or sets what is done to a body before it is sent; nothing by default.</summary>
    public Action<JsonObject> Tamper { get; set; } = _ => { };

    /// <summary>Gets or sets how many points of metrics a request may ask for: by default a day of minutes. The service does not state its limit.</summary>
    public int MaxPoints { get; set; } = 1_440;

    /// <summary>Gets the address, by HTTP.</summary>
    public Uri HttpEndpoint => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>Gets the address by HTTPS, for clients with a <see cref="LoopbackTransport"/>.</summary>
    public Uri Endpoint => new UriBuilder(HttpEndpoint) { Scheme = Uri.UriSchemeHttps }.Uri;

    /// <summary>Gets how many requests have come.</summary>
    public int Requests => _requests;

    /// <summary>Gets the right queries of logs, in order.</summary>
    public IReadOnlyCollection<LogsCall> LogsCalls => _logsCalls;

    /// <summary>Gets the right readings of metrics, in order.</summary>
    public IReadOnlyCollection<MetricsCall> MetricsCalls => _metricsCalls;

    /// <summary>Gets what was wrong with requests.</summary>
    public IReadOnlyCollection<string> Refusals => _refusals;

    /// <summary>Starts a simulator on a free port of loopback.</summary>
    public static async Task<AzureMonitorSimulator> StartAsync()
    {
        var simulator = new AzureMonitorSimulator();
        await simulator._app.StartAsync();
        return simulator;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _requests);
        context.Response.Headers["x-ms-request-id"] = $"simulated-{number}";
        context.Response.Headers["x-ms-client-request-id"] = context.Request.Headers["x-ms-client-request-id"];
        var isLogs = LogsCall.IsPath(context.Request.Path.Value!);
        try
        {
            var answer = isLogs ? await AnswerLogsAsync(context.Request) : AnswerMetrics(context.Request);
            if (Plan(number) is { } fault)
                await FailAsync(context, fault, isLogs);
            else
                await WriteAsync(context.Response, 200, answer());
        }
        catch (Refusal refusal)
        {
            _refusals.Enqueue($"{refusal.Code}: {refusal.Message}");
            await WriteAsync(context.Response, refusal.Status, ErrorOf(isLogs, refusal.Code, refusal.Message));
        }
    }

    private async Task<Func<JsonObject>> AnswerLogsAsync(HttpRequest request)
    {
        var call = await LogsCall.ReadAsync(request);
        _logsCalls.Enqueue(call);
        return () => Tampered(Logs(call).ToJson(call));
    }

    private Func<JsonObject> AnswerMetrics(HttpRequest request)
    {
        if (!MetricsCall.IsPath(request.Path.Value!))
            throw new Refusal(404, "PathNotFoundError", $"There is no {request.Path}.");
        var call = MetricsCall.Read(request, MaxPoints);
        var answer = MetricsReply.Of(call, Metrics);
        _metricsCalls.Enqueue(call);
        return () => Tampered(answer);
    }

    private JsonObject Tampered(JsonObject body)
    {
        Tamper(body);
        return body;
    }

    private static async Task FailAsync(HttpContext context, SimulatorFault fault, bool isLogs)
    {
        if (fault.Status == 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (fault.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (fault.Status < 300)
            context.Response.StatusCode = fault.Status;
        else
            await WriteAsync(context.Response, fault.Status, ErrorOf(isLogs, $"Simulated{fault.Status}", "As planned."));
    }

    // Metrics of a resource have no "error" around it.
    private static JsonObject ErrorOf(bool isLogs, string code, string message)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        return isLogs ? new JsonObject { ["error"] = error } : error;
    }

    private static Task WriteAsync(HttpResponse response, int status, JsonObject body)
    {
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        return response.WriteAsync(body.ToJsonString());
    }
}
