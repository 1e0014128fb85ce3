using Azure.Data.Tables;
using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Tests.Store;

public sealed class PackingTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(2_000)]
    [InlineData(300_000)]
    [InlineData(3_000_000)]
    public void A_turn_of_any_size_is_the_same_after_it_was_stored(int length)
    {
        var text = string.Create(length, 7, (span, seed) =>
        {
            var random = new Random(seed);
            for (var i = 0; i < span.Length; i++) span[i] = (char)random.Next('!', '~');
        });
        var turn = new Turn(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), [new ActivityCompleted(3, text)], [new TimerCreated(4, DateTimeOffset.UnixEpoch)]);
        var history = new StoredHistory(0);
        foreach (var row in StoredHistory.ToRows("p", "k", 2, 0, turn)) history.Add(row);
        var stored = Assert.Single(history.Turns).Turn;
        Assert.Equal(turn.At, stored.At);
        Assert.Equal(turn.Arrivals, stored.Arrivals);
        Assert.Equal(turn.Decisions, stored.Decisions);
    }

    [Fact]
    public void The_front_of_a_turn_without_its_end_does_not_count()
    {
        var turn = new Turn(DateTimeOffset.UnixEpoch, [new ActivityCompleted(0, Convert.ToBase64String(Bytes(2_000_000)))], []);
        var rows = StoredHistory.ToRows("p", "k", 0, 0, turn);
        Assert.True(rows.Count > 1);
        var history = new StoredHistory(0);
        foreach (var row in rows.SkipLast(1)) history.Add(row);
        Assert.Empty(history.Turns);
        Assert.Equal(0, history.NextRow);
    }

    [Fact]
    public void A_missing_row_is_told()
    {
        var history = new StoredHistory(0);
        var row = StoredHistory.ToRows("p", "k", 0, 1, new Turn(DateTimeOffset.UnixEpoch, [], [])).Single();
        Assert.Contains("row 0 should be", Assert.Throws<InvalidDataException>(() => history.Add(row)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, (byte)'{' })]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 9, 9 })]
    public void What_is_no_turn_is_told(byte[] bytes)
    {
        var row = new TableEntity("p", RowKeys.History("k", 0, 0)) { ["D0"] = bytes };
        Assert.Throws<InvalidDataException>(() => new StoredHistory(0).Add(row));
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
