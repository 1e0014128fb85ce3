using Microsoft.DurableTask;
using Reliability.Orchestration.Execution;
using Reliability.Orchestration.Tests.Testing;

namespace Reliability.Orchestration.Tests;

public sealed class ActivityTests
{
    private enum Colour
    {
        Red,
        Green,
    }

    [Fact]
    public async Task An_activity_gets_its_input_and_its_result_comes_back_typed()
    {
        var result = await new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallActivityAsync<Order>("price", new Order("tea", 3, Colour.Green, null)))
            .WithActivity<Order, Order>("price", order => order with { Count = order.Count * 2, Note = "priced" })
            .Cluster().ResultAsync<Order>("main");
        Assert.Equal(new Order("tea", 6, Colour.Green, "priced"), result);
    }

    [Fact]
    public async Task Numbers_dates_lists_and_dictionaries_survive_the_way()
    {
        var at = new DateTime(2026, 2, 3, 4, 5, 6, 7, DateTimeKind.Utc);
        var result = await new OrchestrationTasks()
            .WithOrchestrator("main", async context =>
            {
                var number = await context.CallActivityAsync<long>("echo", long.MaxValue);
                var date = await context.CallActivityAsync<DateTime>("echo", at);
                var list = await context.CallActivityAsync<List<int>>("echo", new[] { 1, 2, 3 });
                var map = await context.CallActivityAsync<Dictionary<string, double>>("echo", new Dictionary<string, double> { ["a"] = 0.1 });
                return number == long.MaxValue && date == at && date.Kind == DateTimeKind.Utc && list is [1, 2, 3] && map["a"] == 0.1;
            })
            .WithEcho().Cluster().ResultAsync<bool>("main");
        Assert.True(result);
    }

    [Fact]
    public async Task Null_goes_in_and_out()
    {
        var result = await new OrchestrationTasks()
            .WithOrchestrator("main", async context => await context.CallActivityAsync<string?>("nothing", input: null) is null)
            .WithActivity<string?, string?>("nothing", input => input is null ? null : "was given something")
            .Cluster().ResultAsync<bool>("main");
        Assert.True(result);
    }

    [Fact]
    public async Task An_activity_without_a_result_can_be_awaited()
    {
        var calls = 0;
        await new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallActivityAsync("count"))
            .WithActivity<object?, int>("count", _ => ++calls)
            .Cluster().ResultAsync<object>("main");
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task An_activity_knows_its_name_and_its_instance()
    {
        var result = await new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallActivityAsync<string>("who"))
            .WithActivity<object?, string>("who", (context, _) => $"{context.Name} of {context.InstanceId}")
            .Cluster().ResultAsync<string>("main", id: "me");
        Assert.Equal("who of me", result);
    }

    [Fact]
    public async Task Names_of_tasks_are_compared_without_case()
    {
        var result = await new OrchestrationTasks()
            .WithOrchestrator("Main", context => context.CallActivityAsync<int>("ECHO", 5))
            .WithEcho().Cluster().ResultAsync<int>("mAIN");
        Assert.Equal(5, result);
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(300_000)]
    public async Task Large_payloads_that_do_not_compress_go_in_and_out(int bytes)
    {
        var noise = new byte[bytes];
        new Random(7).NextBytes(noise);
        var result = await new OrchestrationTasks()
            .WithOrchestrator<byte[], byte[]>("main", (context, input) => context.CallActivityAsync<byte[]>("echo", input))
            .WithActivity<byte[], byte[]>("echo", input => input)
            .Cluster().ResultAsync<byte[]>("main", noise);
        Assert.Equal(noise, result);
    }

    [Fact]
    public async Task A_payload_of_two_megabytes_that_compresses_goes_in_and_out()
    {
        var result = await new OrchestrationTasks()
            .WithOrchestrator<string, int>("main", async (context, input) => (await context.CallActivityAsync<string>("echo", input)).Length)
            .WithEcho().Cluster().ResultAsync<int>("main", new string('x', 2_000_000));
        Assert.Equal(2_000_000, result);
    }

    [Fact]
    public async Task Activities_that_run_at_once_may_end_in_any_order()
    {
        var result = await new OrchestrationTasks()
            .WithOrchestrator("main", async context =>
                string.Join(",", await Task.WhenAll(Enumerable.Range(0, 300).Select(i => context.CallActivityAsync<int>("square", i)))))
            .WithActivity<int, int>("square", i => i * i)
            .Cluster().ResultAsync<string>("main");
        Assert.Equal(string.Join(",", Enumerable.Range(0, 300).Select(i => i * i)), result);
    }

    [Fact]
    public async Task The_first_of_several_activities_can_be_waited_for()
    {
        var cluster = new OrchestrationTasks()
            .WithOrchestrator("main", async context =>
            {
                var calls = Enumerable.Range(0, 3).Select(i => context.CallActivityAsync<int>("echo", i)).ToList();
                var first = await (await Task.WhenAny(calls));
                return first is >= 0 and < 3;
            })
            .WithEcho().Cluster();
        Assert.True(await cluster.ResultAsync<bool>("main"));
    }

    [Fact]
    public async Task Tags_of_a_call_do_no_harm()
    {
        var options = new TaskOptions(tags: new Dictionary<string, string> { ["team"] = "a" });
        var result = await new OrchestrationTasks()
            .WithOrchestrator("main", context => context.CallActivityAsync<int>("echo", 5, options))
            .WithEcho().Cluster().ResultAsync<int>("main");
        Assert.Equal(5, result);
    }

    [Fact]
    public async Task Tags_of_an_instance_are_read_with_it()
    {
        var cluster = new OrchestrationTasks().WithOrchestrator("main", _ => Task.CompletedTask).Cluster();
        var tags = new Dictionary<string, string> { ["tag1"] = "value1", ["tag2"] = "value2" };
        var id = await cluster.Client.ScheduleNewOrchestrationInstanceAsync("main", new StartOrchestrationOptions { Tags = tags });
        Assert.Equal(tags, (await cluster.EndAsync(id)).Tags);
    }

    private sealed record Order(string Item, int Count, Colour Colour, string? Note);
}
