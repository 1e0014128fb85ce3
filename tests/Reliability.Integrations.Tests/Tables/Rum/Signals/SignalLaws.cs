using System.Text.RegularExpressions;
using Reliability.Core.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum.Signals;

/// <summary>What is stored depends on what came in, not on how it came.</summary>
public sealed partial class SignalLaws
{
    private const int Cases = 150;

    [Fact]
    public async Task Order_of_records_and_events_within_a_round_does_not_matter()
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed < first + Cases; seed++)
        {
            var random = new Random(seed);
            var records = SignalRecords.Random(random, 12);
            var shuffled = records.Select(record => record with { Samples = Shuffled(random, record.Samples), Events = Shuffled(random, record.Events) });
            await AssertSameAsync([[.. records]], [Shuffled(random, [.. shuffled])], $"seed {seed}");
        }
    }

    [Fact]
    public async Task Split_into_requests_and_rounds_does_not_matter()
    {
        var first = Random.Shared.Next();
        for (var seed = first; seed < first + Cases; seed++)
        {
            var random = new Random(seed);
            var records = SignalRecords.Random(random, 12);
            var single = records.SelectMany(Split).ToList();
            await AssertSameAsync([[.. records]], [.. Shuffled(random, single).Chunk(random.Next(1, 12))], $"seed {seed}");
        }
    }

    private static IEnumerable<RumRecord> Split(RumRecord record) =>
        record.Samples.Select(sample => record with { Samples = [sample], Events = [] }).Concat(record.Events.Select(happened => record with { Samples = [], Events = [happened] }));

    // Left out are admissions, which say how much room a round found, and totals that everything was taken back from.
    private static async Task AssertSameAsync(IReadOnlyList<RumRecord[]> one, IReadOnlyList<RumRecord[]> other, string context)
    {
        var (expected, actual) = (await RowsAsync(one), await RowsAsync(other));
        Assert.NotEmpty(expected);
        Assert.True(expected.SequenceEqual(actual), $"{context}\nmissing:\n{string.Join('\n', expected.Except(actual))}\ntoo much:\n{string.Join('\n', actual.Except(expected))}");
    }

    private static async Task<List<string>> RowsAsync(IReadOnlyList<RumRecord[]> rounds)
    {
        var world = await new SignalWorld(new InMemoryTables()).CreateAsync();
        foreach (var (round, records) in rounds.Index()) await world.ApplyAsync(round + 1, records);
        return [.. (await world.RowsAsync()).Where(row => !row.Contains("RowKey=day", StringComparison.Ordinal) && !EmptyTotals().IsMatch(row))];
    }

    private static T[] Shuffled<T>(Random random, IReadOnlyList<T> items)
    {
        T[] shuffled = [.. items];
        random.Shuffle(shuffled);
        return shuffled;
    }

    [GeneratedRegex("^Body=[0-9A-F]+ Count=0 .* Sessions=0$")]
    private static partial Regex EmptyTotals();
}
