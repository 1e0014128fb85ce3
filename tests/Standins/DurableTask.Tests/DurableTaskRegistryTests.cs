using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.DurableTask.Tests;

public sealed class DurableTaskRegistryTests
{
    [Fact]
    public void A_name_is_taken_once_by_an_activity_and_once_by_an_orchestrator_in_whatever_case()
    {
        DurableTaskRegistry registry = new DurableTaskRegistry()
            .AddActivityFunc<string, string>("echo", (_, text) => text)
            .AddOrchestratorFunc<string, string>("echo", (_, text) => text);

        Assert.Throws<ArgumentException>(() => registry.AddActivityFunc("ECHO", _ => { }));
        Assert.Throws<ArgumentException>(() => registry.AddOrchestratorFunc("Echo", _ => { }));
        Assert.Throws<ArgumentException>(() => registry.AddActivity(default, new Greet("Hello")));
    }

    [Fact]
    public void Classes_are_named_by_attribute_or_else_by_their_own_name()
    {
        DurableTaskRegistry registry = new DurableTaskRegistry().AddActivity<Greet>().AddOrchestrator<Greeting>();

        Assert.Throws<ArgumentException>(() => registry.AddActivity<Greet>("greet"));
        Assert.Throws<ArgumentException>(() => registry.AddOrchestrator<Greeting>("greeting-v1"));
        Assert.Throws<ArgumentException>(() => registry.AddActivity(typeof(Greeting)));
    }

    [Fact]
    public async Task A_worker_is_built_with_its_name_and_a_factory_of_the_registered_tasks()
    {
        ServiceProvider services = new ServiceCollection()
            .AddSingleton("Hello")
            .AddDurableTaskWorker(builder => builder.AddTasks(tasks => tasks.AddActivity<Greet>()))
            .AddDurableTaskWorker(builder => builder.UseBuildTarget<Worker>().AddTasks(tasks => tasks.AddOrchestrator<Greeting>()))
            .BuildServiceProvider();

        var worker = (Worker)Assert.Single(services.GetServices<IHostedService>());

        Assert.Equal("", worker.GivenName);
        Assert.True(worker.GivenFactory.TryCreateActivity("greet", services, out ITaskActivity? activity));
        Assert.Equal("Hello, Ann", await activity.RunAsync(new Call(), "Ann"));
        await Assert.ThrowsAsync<ArgumentException>(() => activity.RunAsync(new Call(), 1));
        Assert.True(worker.GivenFactory.TryCreateOrchestrator("greeting-v1", services, out ITaskOrchestrator? orchestrator));
        Assert.Equal(0, await orchestrator.RunAsync(new ScriptedContext(), null));
        Assert.False(worker.GivenFactory.TryCreateOrchestrator("greet", services, out _));
    }

    [Fact]
    public void A_worker_without_a_backend_and_one_of_the_scheduler_cannot_be_had_in_this_build()
    {
        ServiceProvider services = new ServiceCollection().AddDurableTaskWorker(_ => { }).BuildServiceProvider();

        Assert.Throws<InvalidOperationException>(services.GetServices<IHostedService>);
        Assert.Throws<NotSupportedException>(() => new ServiceCollection().AddDurableTaskWorker(
            builder => builder.UseDurableTaskScheduler("Endpoint=https://scheduler;TaskHub=hub;Authentication=None")));
    }

    private sealed class Greet(string greeting) : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult($"{greeting}, {input}");
    }

    [DurableTask("greeting-v1")]
    private sealed class Greeting : TaskOrchestrator<int, int>
    {
        public override Task<int> RunAsync(TaskOrchestrationContext context, int input) => Task.FromResult(input);
    }

    private sealed class Worker(string name, IDurableTaskFactory factory) : DurableTaskWorker(name, factory)
    {
        public string GivenName => Name;

        public IDurableTaskFactory GivenFactory => Factory;

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }

    private sealed class Call : TaskActivityContext
    {
        public override TaskName Name => "greet";

        public override string InstanceId => "instance-1";
    }
}
