using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Tests;

public sealed class StartOrchestrationOptionsTests
{
    [Fact]
    public void Dedupe_statuses_are_stored_by_name_beside_the_other_options()
    {
        StartOrchestrationOptions options = new StartOrchestrationOptions("incident-7") { Version = "2" }
            .WithDedupeStatuses(OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending);

        Assert.Equal(["Running", "Pending"], options.DedupeStatuses!);
        Assert.Equal(("incident-7", "2"), (options.InstanceId, options.Version!.Value.Version));
        Assert.Equal(Enum.GetValues<OrchestrationRuntimeStatus>().Length - 1, StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Count);
    }

    [Fact]
    public void The_id_of_a_called_orchestration_survives_being_wrapped()
    {
        SubOrchestrationOptions options = new TaskOptions(new RetryPolicy(2, TimeSpan.FromSeconds(1))) { Version = "2" }.WithInstanceId("child");

        Assert.Equal("child", new SubOrchestrationOptions((TaskOptions)options).InstanceId);
        Assert.Equal("other", new SubOrchestrationOptions(options, "other").InstanceId);
        Assert.Equal((2, "2"), (options.Retry!.Policy!.MaxNumberOfAttempts, options.Version!.Value.Version));
    }

    [Fact]
    public void Outputs_can_be_read_only_from_metadata_that_were_fetched_with_them()
    {
        var bare = new OrchestrationMetadata("page", "7") { RuntimeStatus = OrchestrationRuntimeStatus.Completed };
        var full = new OrchestrationMetadata("page", "7") { SerializedOutput = "3", DataConverter = JsonDataConverter.Default };

        Assert.Throws<InvalidOperationException>(() => bare.ReadOutputAs<int>());
        Assert.Equal((3, 0), (full.ReadOutputAs<int>(), full.ReadInputAs<int>()));
        Assert.True(bare.IsCompleted && full.IsRunning);
    }
}
