using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Reliability.Testing;

/// <summary>What happens to a request on its way to the store.</summary>
public enum StoreFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The store answers 500 and has done nothing.</summary>
    ServerError,

    /// <summary>The store does it, but the connection breaks before the answer is through.</summary>
    LostAnswer,

    /// <summary>The store does it long after the client has given up waiting.</summary>
    LateDelivery,

    /// <summary>The connection breaks and the store never sees the request.</summary>
    Refused,

    /// <summary>The store never sees the request, and the client waits for an answer until it gives up.</summary>
    Silent,
}

/// <summary>Stands between the suite and a storage emulator, and does to each request what a plan says.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    // Beyond the time the suite waits for one answer, 5 s, and within what its retries take.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(6);
    private static readonly string[] HopByHop = ["Host", "Connection", "Transfer-Encoding", "Content-Length", "Keep-Alive"];

    private readonly Uri _target;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly WebApplication _app;
    private int _requests;

    private FaultProxy(Uri target, int port)
    {
        _target = target;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Gets or sets what happens to the request of a number, counted from 1. Nothing by default.</summary>
    public Func<int, StoreFault> Plan { get; set; } = _ => StoreFault.None;

    /// <summary>Gets how many requests have come.</summary>
    public int Requests => _requests;

    /// <summary>Starts a proxy.</summary>
    /// <param name="storage">The emulator.</param>
    /// <param name="port">A free port of loopback.</param>
    public static async Task<FaultProxy> StartAsync(AzuriteServer storage, int port)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var proxy = new FaultProxy(new Uri(storage.Endpoint, "/"), port);
        await proxy._app.StartAsync();
        return proxy;
    }

    /// <summary>Makes a connection string of an emulator behind a proxy, be it started yet or not.</summary>
    /// <param name="port">The proxy's port.</param>
    public static string ConnectionString(int port) =>
        $"DefaultEndpointsProtocol=http;AccountName={AzuriteServer.AccountName};AccountKey={AzuriteServer.AccountKey};TableEndpoint=http://127.0.0.1:{port}/{AzuriteServer.AccountName};";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var fault = Plan(Interlocked.Increment(ref _requests));
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        switch (fault)
        {
            case StoreFault.None:
                using (var answer = await ForwardAsync(context.Request, body.ToArray())) await CopyAsync(answer, context.Response);
                break;
            case StoreFault.ServerError:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case StoreFault.Silent:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            default:
                if (fault == StoreFault.LateDelivery) await Task.Delay(Late);
                if (fault != StoreFault.Refused) (await ForwardAsync(context.Request, body.ToArray())).Dispose();
                context.Abort();
                break;
        }
    }

    // Not bound to the caller's connection: what the store has, it does.
    private Task<HttpResponseMessage> ForwardAsync(HttpRequest source, byte[] body)
    {
        var raw = source.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = new HttpRequestMessage(new HttpMethod(source.Method), new Uri(_target, raw));
        if (body.Length > 0) request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in source.Headers)
        {
            if (HopByHop.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return _client.SendAsync(request);
    }

    private static async Task CopyAsync(HttpResponseMessage answer, HttpResponse response)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!HopByHop.Contains(name, StringComparer.OrdinalIgnoreCase)) response.Headers[name] = values.ToArray();
        }

        if (answer.StatusCode == HttpStatusCode.NoContent) return;
        await response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
    }
}
