using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;

namespace Reliability.Integrations.Tables.Journals;

/// <summary>Which positions of which partitions a round covers.</summary>
/// <param name="Partition">Name of the partition.</param>
/// <param name="From">First position.</param>
/// <param name="To">Last position.</param>
internal sealed record PlannedRange(string Partition, long From, long To);

/// <summary>A reader's checkpoint: the round it is at, and whether that round is done.</summary>
/// <param name="Round">Number of the round; 0 before the first.</param>
/// <param name="Done">Whether all its effects are stored.</param>
/// <param name="Ranges">What it covers, or covered: the next round starts with the partition after the last.</param>
/// <param name="ETag">Version of the stored row; <see langword="null"/> when there is none yet.</param>
internal sealed record RoundPlan(long Round, bool Done, IReadOnlyList<PlannedRange> Ranges, ETag? ETag)
{
    public static RoundPlan None { get; } = new(0, true, [], null);

    public static RoundPlan Read(TableEntity entity) => new(
        entity.GetInt64("Round") ?? throw new InvalidDataException("The checkpoint has no round."),
        entity.GetBoolean("Done") ?? throw new InvalidDataException("The checkpoint does not say whether its round is done."),
        JsonSerializer.Deserialize(entity.GetString("Ranges"), RoundPlanJson.Default.IReadOnlyListPlannedRange) ?? [],
        entity.ETag);

    public TableEntity Write(string partitionKey, string rowKey) => new(partitionKey, rowKey)
    {
        ["Round"] = Round,
        ["Done"] = Done,
        ["Ranges"] = JsonSerializer.Serialize(Ranges, RoundPlanJson.Default.IReadOnlyListPlannedRange),
    };
}

[JsonSerializable(typeof(IReadOnlyList<PlannedRange>))]
internal sealed partial class RoundPlanJson : JsonSerializerContext;
