using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Reliability.Integrations.Tables.Journals;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Journals;

/// <summary>A journal in memory whose clock stands.</summary>
internal sealed class JournalWorld
{
    private int _ids;

    private JournalWorld() => Tables = new InMemoryTables(Clock);

    public FakeTimeProvider Clock { get; } = new();

    public InMemoryTables Tables { get; }

    public TestMeters Meters { get; } = new();

    public TableClient Table => Tables.GetTableClient("reljournal");

    public static JournalOptions OneLane => new() { Lanes = 1, LingerMilliseconds = 0 };

    public static async Task<JournalWorld> CreateAsync()
    {
        var world = new JournalWorld();
        await world.Table.CreateAsync();
        return world;
    }

    public Journal Open(JournalOptions? options = null, TableClient? table = null) =>
        new(table ?? Table, options ?? OneLane, Clock, NewId, Meters);

    public JournalReader Reader(JournalReaderOptions? options = null, InMemoryTables? process = null) =>
        new((process ?? Tables).GetTableClient("reljournal"), options ?? new JournalReaderOptions(), Clock);

    /// <summary>Stores records in a partition of their own, each in a batch of its own.</summary>
    public async Task WriteAsync(params int[] records)
    {
        await using var journal = Open();
        foreach (var record in records) await journal.AppendAsync(Record(record)).WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async Task<List<TableEntity>> RowsAsync(string? filter = null)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Table.QueryAsync<TableEntity>(filter)) rows.Add(row);
        return rows;
    }

    /// <summary>Gets the stored batches, seals left out.</summary>
    public async Task<List<TableEntity>> BatchesAsync() =>
        [.. (await RowsAsync()).Where(row => row.ContainsKey("Records"))];

    /// <summary>Works off all rounds and gets their records, round by round.</summary>
    public static async Task<List<int[]>> DrainAsync(JournalReader reader)
    {
        var rounds = new List<int[]>();
        while (await reader.NextAsync(CancellationToken.None) is { } round)
        {
            rounds.Add(Numbers(round));
            await reader.CompleteAsync(default, CancellationToken.None);
        }

        return rounds;
    }

    /// <summary>Asserts that a reader's next round, and only that, holds certain records.</summary>
    public static async Task AssertDrainsAsync(JournalReader reader, params int[] expected) => Assert.Equal(expected, Assert.Single(await DrainAsync(reader)));

    public static byte[] Record(int number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    public static int[] Numbers(JournalRound? round) =>
        [.. round!.Records.Select(record => int.Parse(Encoding.ASCII.GetString(record.Span), CultureInfo.InvariantCulture))];

    private Guid NewId() => new(Interlocked.Increment(ref _ids), 0, 0, new byte[8]);
}
