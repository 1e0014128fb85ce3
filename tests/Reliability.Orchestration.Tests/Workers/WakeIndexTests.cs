using Azure.Data.Tables;
using Reliability.Orchestration.Store;
using Reliability.Orchestration.Workers;
using Reliability.Testing;

namespace Reliability.Orchestration.Tests.Workers;

public sealed class WakeIndexTests
{
    private static readonly DateTimeOffset Start = FakeTimeProvider.DefaultStart;

    private readonly InMemoryTables _account = new();
    private readonly TableClient _table;
    private readonly WakeIndex _index;

    public WakeIndexTests()
    {
        _table = _account.GetTableClient("t01");
        _table.CreateAsync().GetAwaiter().GetResult();
        _index = new WakeIndex(new ShardStore(_table, 0));
    }

    [Fact]
    public async Task More_instances_than_a_page_that_are_due_at_one_instant_are_all_taken_once()
    {
        for (var i = 0; i < 2_500; i++) await AddAsync(Start, $"i{i:D4}");
        await _index.LoadAsync(CancellationToken.None);
        Assert.Empty(await _index.TakeDueAsync(Start.AddTicks(-1), CancellationToken.None));
        var taken = new List<string>();
        while (await _index.TakeDueAsync(Start, CancellationToken.None) is { Count: > 0 } some) taken.AddRange(some.Select(one => one.Key));
        Assert.Equal(2_500, taken.Distinct().Count());
        Assert.Equal(2_500, taken.Count);
    }

    [Fact]
    public async Task What_is_added_behind_what_is_in_memory_is_found_when_it_is_due()
    {
        for (var i = 0; i < 1_500; i++) await AddAsync(Start.AddMinutes(1), $"i{i:D4}");
        await _index.LoadAsync(CancellationToken.None);
        await AddAsync(Start.AddMinutes(2), "late");
        _index.Change("late", null, Start.AddMinutes(2).UtcTicks);
        await AddAsync(Start.AddSeconds(1), "early");
        _index.Change("early", null, Start.AddSeconds(1).UtcTicks);
        Assert.Equal(["early"], (await _index.TakeDueAsync(Start.AddSeconds(2), CancellationToken.None)).Select(one => one.Key));
        var rest = new List<string>();
        while (await _index.TakeDueAsync(Start.AddMinutes(2), CancellationToken.None) is { Count: > 0 } some) rest.AddRange(some.Select(one => one.Key));
        Assert.Equal(1_501, rest.Count);
        Assert.Equal("late", rest[^1]);
        Assert.Equal(long.MaxValue, _index.Next);
    }

    [Fact]
    public async Task Instances_at_work_are_told_when_the_index_is_read_and_are_never_due()
    {
        await AddAsync(0, "busy");
        await AddAsync(Start, "timer");
        Assert.Equal(["busy"], await _index.LoadAsync(CancellationToken.None));
        Assert.Equal(["timer"], (await _index.TakeDueAsync(Start, CancellationToken.None)).Select(one => one.Key));
    }

    private Task<Azure.Response> AddAsync(DateTimeOffset due, string key) => AddAsync(due.UtcTicks, key);

    private Task<Azure.Response> AddAsync(long ticks, string key) => _table.AddEntityAsync(new TableEntity(Sharding.Partition(0), RowKeys.Wake(ticks, key)));
}
