using Reliability.Orchestration.History;
using Reliability.Orchestration.Store;
using Reliability.Orchestration.Tests.Testing;
using Reliability.Orchestration.Workers;
using Reliability.Testing;

namespace Reliability.Orchestration.Tests.Workers;

public sealed class InboxTests
{
    private readonly InMemoryTables _account = new(new FakeTimeProvider());
    private readonly Mailer _mailer;
    private readonly Inbox _inbox;

    public InboxTests()
    {
        var table = TestCluster.Table(_account);
        table.CreateAsync().GetAwaiter().GetResult();
        (_mailer, _inbox) = (new Mailer(table, 1), new Inbox(new ShardStore(table, 0)));
    }

    [Fact]
    public async Task A_look_at_an_inbox_that_got_nothing_reads_one_row()
    {
        await SendAsync("1");
        Assert.Equal(["one"], await PollAsync());
        var before = _account.Log.Count;
        Assert.Empty(await PollAsync());
        Assert.Equal([TableOperationKind.Get], _account.Log.Skip(before).Select(operation => operation.Kind));
    }

    [Fact]
    public async Task Whatever_is_sent_is_found_by_the_next_look()
    {
        Assert.Empty(await PollAsync());
        foreach (var id in new[] { "1", "2", "3" })
        {
            await SendAsync(id);
            Assert.Equal(["one"], await PollAsync());
        }

        Assert.Equal(["1", "2", "3"], _inbox.Of("one", 10).Select(pending => pending.Message.Id));
    }

    [Fact]
    public async Task However_many_messages_wait_the_others_are_found()
    {
        await _mailer.SendAsync([.. Enumerable.Range(0, 10_050).Select(i => new Message($"{i:D5}", "many", new EventReceived($"{i:D5}", "e", null)))], CancellationToken.None);
        await SendAsync("1");
        Assert.Equal(["many"], await PollAsync());
        Assert.Equal(["many", "one"], await PollAsync());
        Assert.Empty(await PollAsync());
        await SendAsync("2");
        Assert.Empty(await PollAsync());
        Assert.Equal(["one"], await PollAsync());
    }

    [Fact]
    public async Task A_message_to_the_owner_of_the_shard_is_found()
    {
        Assert.Empty(await PollAsync());
        await _mailer.AskOwnerAsync(0, new Message("1", Message.Owner, new ExecutionSuspended("1", "worker")), CancellationToken.None);
        Assert.Equal([RowKeys.Owner], await PollAsync());
    }

    [Fact]
    public async Task What_is_read_anew_is_read_whole()
    {
        await SendAsync("1");
        await PollAsync();
        _inbox.Reset();
        Assert.Equal(["one"], await PollAsync());
    }

    private Task SendAsync(string id) => _mailer.SendAsync([new Message(id, "one", new EventReceived(id, "e", null))], CancellationToken.None);

    private async Task<IReadOnlyCollection<string>> PollAsync() => (await _inbox.PollAsync(CancellationToken.None)).Keys;
}
