using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Reliability.Testing;

namespace Reliability.Functions.Tests.EndToEnd.Senders;

/// <summary>A shop elsewhere, whose pages measure themselves with the libraries that people use, as npm has them.</summary>
internal sealed class SenderPages : IAsyncDisposable
{
    private static readonly string[] BoomerangParts =
        ["boomerang", "plugins/continuity", "plugins/rt", "plugins/painttiming", "plugins/navtiming", "plugins/mobile", "plugins/compression", "plugins/errors", "plugins/eventtiming", "plugins/zzz-last-plugin"];

    private readonly WebApplication _app;

    private SenderPages(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Gets where the shop is.</summary>
    public Uri Address { get; }

    /// <summary>Opens the shop.</summary>
    /// <param name="scripts">The scripts of its pages, by path: what is between the library's tag and the end of the page.</param>
    /// <param name="policy">A Content-Security-Policy that is only reported on; null for none.</param>
    public static async Task<SenderPages> StartAsync(IReadOnlyDictionary<string, string> scripts, string? policy = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        var app = builder.Build();
        var painted = new TaskCompletionSource();
        app.Map("/painted", painted.TrySetResult);
        app.Map("/held.png", () => painted.Task);
        app.Run(context => AnswerAsync(context, scripts, policy));
        await app.StartAsync();
        return new SenderPages(app, address);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task AnswerAsync(HttpContext context, IReadOnlyDictionary<string, string> scripts, string? policy)
    {
        var path = context.Request.Path.Value!;
        var isScript = path.EndsWith(".js", StringComparison.Ordinal);
        context.Response.ContentType = isScript ? "text/javascript" : "text/html";
        if (policy is not null) context.Response.Headers["Content-Security-Policy-Report-Only"] = policy;
        return context.Response.WriteAsync(isScript ? Library(path) : Page(scripts.GetValueOrDefault(path, "")));
    }

    private static string Library(string path) => path switch
    {
        "/web-vitals.js" => Package("web-vitals/dist/web-vitals.iife.js"),
        "/web-vitals-attribution.js" => Package("web-vitals/dist/web-vitals.attribution.iife.js"),
        "/faro.js" => Package("@grafana/faro-web-sdk/dist/bundle/faro-web-sdk.iife.js"),
        "/boomerang.js" => string.Join(";\n", BoomerangParts.Select(part => Package($"boomerangjs/{part}.js"))),
        _ => "",
    };

    private static string Package(string file) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, "node_modules", file));

    // Content that shifts, and a click that takes a while: something of every vital.
    private static string Page(string script) => $$"""
        <!doctype html><html lang="en"><title>Shop</title>
        <div id="late"></div><h1>Shop</h1><p>Shoes in all sizes.</p><button id="work">Buy</button>
        <script>
          window.remember = (name, value) => localStorage.setItem(name, JSON.stringify(value));
          new PerformanceObserver(list => { window.interacted ||= list.getEntries().some(entry => entry.name === 'click'); }).observe({ type: 'event', durationThreshold: 16 });
          document.getElementById('work').onclick = () => { for (const end = performance.now() + 90; performance.now() < end;); };
          setTimeout(() => { document.getElementById('late').style.height = '90px'; window.shifted = true; }, 100);
        </script>
        {{script}}
        """;
}
