using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Reliability.Benchmarks;

/// <summary>Requests per second of an HTTP function, relative to a bare Kestrel endpoint on the same machine at the same time.</summary>
/// <remarks>Both read a 1 kB body to its end and answer a few bytes, to 64 connections of wrk. The bare one logs nothing and runs no framework code of ours.</remarks>
public static class HostOverhead
{
    /// <summary>Argument that makes this program the bare endpoint.</summary>
    public const string BareTarget = "host-overhead-bare";

    /// <summary>Argument that makes this program the function app.</summary>
    public const string FunctionTarget = "host-overhead-function";

    private const int Rounds = 15;
    internal const string Path = "/api/host-overhead";
    private const string Script = "wrk.method = 'POST'\nwrk.body = string.rep('x', 1024)\n";

    /// <summary>Measures.</summary>
    /// <returns>The median, over the rounds, of the function's rate divided by the bare endpoint's.</returns>
    internal static async Task<IEnumerable<Result>> RunAsync()
    {
        string script = System.IO.Path.GetTempFileName();
        await File.WriteAllTextAsync(script, Script);
        await using BenchmarkTarget bare = await BenchmarkTarget.StartAsync(BareTarget);
        await using BenchmarkTarget function = await BenchmarkTarget.StartAsync(FunctionTarget);
        List<double> ratios = [];
        for (int round = -1; round < Rounds; round++)
        {
            // Alternating who goes first keeps a drifting machine from favouring one.
            bool bareFirst = round % 2 == 0;
            int seconds = round < 0 ? 5 : 2;
            var (first, _) = await Wrk.RunAsync((bareFirst ? bare : function).Address + Path, script, seconds);
            var (second, _) = await Wrk.RunAsync((bareFirst ? function : bare).Address + Path, script, seconds);
            if (round < 0)
                continue; // warm-up
            (double bareRate, double functionRate) = bareFirst ? (first, second) : (second, first);
            ratios.Add(functionRate / bareRate);
            await Console.Error.WriteLineAsync($"round {round + 1}: bare {bareRate:F0}/s, function {functionRate:F0}/s, ratio {functionRate / bareRate:F3}");
        }

        File.Delete(script);
        return [new("host.overhead", Samples.Median(ratios), "ratio")];
    }

    /// <summary>Serves the bare endpoint until stopped.</summary>
    /// <param name="args">Command line: <c>--urls</c>.</param>
    public static void ServeBare(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        WebApplication app = builder.Build();
        app.MapPost(Path, async http =>
        {
            int length = await DrainAsync(http.Request, http.RequestAborted);
            await http.Response.WriteAsync($"read {length}");
        });
        app.Run();
    }

    /// <summary>Serves the function until stopped.</summary>
    /// <param name="args">Command line: <c>--urls</c>.</param>
    public static void ServeFunction(string[] args)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder([.. args, "--AzureFunctionsJobHost:functions:0", nameof(HostOverhead)]);
        builder.ConfigureFunctionsWebApplication();
        builder.Build().Run();
    }

    /// <summary>The function that is measured.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The invocation's token.</param>
    /// <returns>A short text.</returns>
    [Function(nameof(HostOverhead))]
    public static async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "host-overhead")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Results.Text($"read {await DrainAsync(request, cancellationToken)}");
    }

    private static async Task<int> DrainAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            System.IO.Pipelines.ReadResult read = await request.BodyReader.ReadAsync(cancellationToken);
            length += (int)read.Buffer.Length;
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return length;
        }
    }
}
