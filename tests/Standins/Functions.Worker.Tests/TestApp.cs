using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Functions.Worker.Tests;

/// <summary>A function app on real Kestrel and a free port, made of the given classes.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string FunctionKey = "function-key";
    public const string AdminKey = "admin-key";

    private readonly IHost _host;

    private TestApp(IHost host, LogLines log, HttpClient http)
    {
        _host = host;
        Log = log;
        Http = http;
    }

    public HttpClient Http { get; }

    public LogLines Log { get; }

    public IServiceProvider Services => _host.Services;

    public static Task<TestApp> StartAsync(params Type[] functions) => StartAsync(_ => { }, functions);

    public static async Task<TestApp> StartAsync(Action<FunctionsApplicationBuilder> configure, params Type[] functions)
    {
        (IHost host, LogLines log) = Build([$"--RELIABILITY_FUNCTION_KEY={FunctionKey}", $"--RELIABILITY_ADMIN_KEY={AdminKey}"], configure, functions);
        await host.StartAsync();
        string address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new TestApp(host, log, new HttpClient { BaseAddress = new Uri(address) });
    }

    public static (IHost Host, LogLines Log) Build(string[] args, Action<FunctionsApplicationBuilder> configure, params Type[] functions)
    {
        LogLines log = new();
        string[] address = args.Any(arg => arg is "--urls" or "--port") ? [] : ["--urls", "http://127.0.0.1:0"];
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder([.. address, .. args]);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.FunctionTypes = functions;
        configure(builder);
        return (builder.Build(), log);
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using HttpResponseMessage response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key = null, string? body = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        if (body is not null)
            request.Content = new StringContent(body);
        return await Http.SendAsync(request);
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }
}
