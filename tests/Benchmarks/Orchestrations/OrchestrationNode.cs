using Azure.Data.Tables;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Orchestration;
using Reliability.Orchestration.Execution;

namespace Reliability.Benchmarks.Orchestrations;

/// <summary>A process that runs orchestrations, set up as an app sets it up.</summary>
internal sealed class OrchestrationNode : IAsyncDisposable
{
    private readonly IHost _host;

    private OrchestrationNode(IHost host)
    {
        _host = host;
    }

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    public static async Task<OrchestrationNode> StartAsync(string storage, OrchestrationTasks tasks, TableClientOptions? options = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddFilter(level => level >= LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(new TableServiceClient(storage, options));
        builder.Services.AddOrchestrations(builder.Configuration, tasks);
        var host = builder.Build();
        await host.StartAsync();
        return new OrchestrationNode(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

/// <summary>An orchestrator that calls one activity a number of times, one after the other.</summary>
internal sealed class Sequence : TaskOrchestrator<int, int>
{
    public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
    {
        var sum = 0;
        for (var step = 0; step < input; step++) sum += await context.CallActivityAsync<int>(nameof(Increment), step);
        return sum;
    }
}

/// <summary>A trivial activity.</summary>
internal sealed class Increment : TaskActivity<int, int>
{
    public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(input + 1);
}

/// <summary>An orchestrator that never ends: it takes a turn every 200 ms, and begins anew from time to time.</summary>
internal sealed class Ticks : TaskOrchestrator<int, int>
{
    public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
    {
        for (var turn = 0; turn < 50; turn++)
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            await context.CallActivityAsync<int>(nameof(Increment), turn);
        }

        context.ContinueAsNew(input + 1);
        return input;
    }
}
