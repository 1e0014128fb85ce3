using Reliability.Orchestration.Store;

namespace Reliability.Orchestration.Tests.Store;

public sealed class RowKeyTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a/b\\c#d?e%f|g$h'i")]
    [InlineData("$")]
    [InlineData("ünï\U0001F600\tx")]
    public void An_escaped_id_is_the_id_again_and_has_no_character_that_keys_may_not_have(string id)
    {
        var key = RowKeys.Escape(id);
        Assert.Equal(id, RowKeys.Unescape(key));
        Assert.DoesNotContain(key, c => "/\\#?%|'".Contains(c) || char.IsControl(c));
    }

    [Fact]
    public void Different_ids_have_different_keys() => Assert.NotEqual(RowKeys.Escape("a$0024"), RowKeys.Escape("a$$0024"));

    [Fact]
    public void Wakes_sort_by_time_and_tell_it()
    {
        var keys = new[] { RowKeys.Wake(1_000, "a"), RowKeys.Wake(999, "b"), RowKeys.Wake(0, "c") }.Order(StringComparer.Ordinal).ToList();
        Assert.Equal([(0, "c"), (999, "b"), (1_000, "a")], keys.Select(RowKeys.ParseWake));
    }

    [Fact]
    public void Instances_are_spread_over_all_shards_evenly_and_always_the_same()
    {
        var counts = new int[8];
        for (var i = 0; i < 8_000; i++) counts[Sharding.Of($"incident-{i}", 8)]++;
        Assert.All(counts, count => Assert.InRange(count, 800, 1_200));
        Assert.Equal([7, 0, 7], new[] { "incident-1", "order:42", "ü" }.Select(id => Sharding.Of(id, 8)));
    }
}
