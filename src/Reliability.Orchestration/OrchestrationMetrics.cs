using System.Diagnostics.Metrics;

namespace Reliability.Orchestration;

/// <summary>What the engine counts.</summary>
internal static class OrchestrationMetrics
{
    private static readonly Meter Meter = new("Reliability.Orchestration");

    public static readonly Counter<long> Turns = Meter.CreateCounter<long>("orchestration.turns", "{turn}", "Turns committed.");
    public static readonly Counter<long> Events = Meter.CreateCounter<long>("orchestration.events", "{event}", "Events added to histories.");
    public static readonly Counter<long> Commits = Meter.CreateCounter<long>("orchestration.commits", "{commit}", "Transactions committed.");
    public static readonly Counter<long> Replays = Meter.CreateCounter<long>("orchestration.replays", "{replay}", "Instances made anew from their history.");
    public static readonly Counter<long> Activities = Meter.CreateCounter<long>("orchestration.activities", "{activity}", "Activities that returned or threw, by outcome.");
    public static readonly Counter<long> Takeovers = Meter.CreateCounter<long>("orchestration.takeovers", "{shard}", "Shards taken, by whether their owner had let go.");
    public static readonly Counter<long> Resets = Meter.CreateCounter<long>("orchestration.resets", "{shard}", "Shards read anew because a commit did not succeed.");
    public static readonly Counter<long> Quarantined = Meter.CreateCounter<long>("orchestration.quarantined", "{instance}", "Instances given up until they are rewound.");

    private static readonly Counter<long> Dropped = Meter.CreateCounter<long>("orchestration.messages.dropped", "{message}", "Messages without effect, by reason.");

    /// <summary>Counts messages that had no effect.</summary>
    public static void Drop(string reason, int count = 1)
    {
        if (count > 0) Dropped.Add(count, new KeyValuePair<string, object?>("reason", reason));
    }
}
