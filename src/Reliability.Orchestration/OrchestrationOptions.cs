using System.ComponentModel.DataAnnotations;

namespace Reliability.Orchestration;

/// <summary>Settings of durable orchestrations.</summary>
public sealed class OrchestrationOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Orchestration";

    /// <summary>The backend that is a service of its own.</summary>
    public const string Scheduler = "durable-task-scheduler";

    /// <summary>Gets what runs orchestrations.</summary>
    /// <value><c>tables</c> (default): this engine, on Azure Tables. <c>durable-task-scheduler</c>: that service, in the build with official packages.</value>
    [RegularExpression("tables|durable-task-scheduler", ErrorMessage = "Orchestration__Backend is 'tables' or 'durable-task-scheduler'.")]
    public string Backend { get; init; } = "tables";

    /// <summary>Gets the connection string of the Durable Task Scheduler; only for that backend.</summary>
    /// <value>Default empty.</value>
    public string SchedulerConnection { get; init; } = "";

    /// <summary>Gets over how many partitions instances are spread.</summary>
    /// <value>1 to 128; default 8. It is fixed when the table is first used; another number is then named in the log and has no effect.</value>
    [Range(1, 128)]
    public int Shards { get; init; } = 8;

    /// <summary>Gets how many activities run at once in a process.</summary>
    /// <value>1 to 1,000; default 50.</value>
    [Range(1, 1_000)]
    public int MaxConcurrentActivities { get; init; } = 50;

    /// <summary>Gets how many running instances a process keeps in memory; others are replayed when something reaches them.</summary>
    /// <value>1 to 100,000; default 2,000.</value>
    [Range(1, 100_000)]
    public int MaxHotInstances { get; init; } = 2_000;

    /// <summary>Gets how many events a history may have; one more fails the instance.</summary>
    /// <value>100 to 1,000,000; default 50,000. A warning is logged at a fifth of it.</value>
    [Range(100, 1_000_000)]
    public int MaxHistoryEvents { get; init; } = 50_000;

    /// <summary>Gets how many bytes a history may have, as stored; more fails the instance.</summary>
    /// <value>100,000 to 1,000,000,000; default 50,000,000. A warning is logged at a fifth of it.</value>
    [Range(100_000, 1_000_000_000)]
    public long MaxHistoryBytes { get; init; } = 50_000_000;

    /// <summary>Gets how often work on an instance is tried that fails for no fault of its orchestrator, before the instance is quarantined.</summary>
    /// <value>1 to 100; default 5.</value>
    [Range(1, 100)]
    public int MaxStrikes { get; init; } = 5;

    /// <summary>Gets how long an owner may be silent before others take its shards, by their own clocks.</summary>
    /// <value>1 s to 1 min; default 6 s. It writes at least three times in that time.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Gets how often a shard looks whether other processes sent messages.</summary>
    /// <value>50 ms to 1 min; default 1 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets how long running activities are waited for when the process ends.</summary>
    /// <value>Zero to 5 min; default 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets how long ended instances are kept.</summary>
    /// <value>1 h to 10 years; default 90 days.</value>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);
}
