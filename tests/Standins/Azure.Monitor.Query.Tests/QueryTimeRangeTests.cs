using Reliability.Simulators.AzureMonitor;

namespace Azure.Monitor.Query.Tests;

public sealed class QueryTimeRangeTests : SimulatorTest
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Every_form_is_sent_as_iso_8601()
    {
        Assert.Equal(new TimeInterval(null, null, TimeSpan.FromMinutes(90)), await Sent(TimeSpan.FromMinutes(90)));
        Assert.Equal(new TimeInterval(Noon, Noon + Hour, Hour), await Sent(new QueryTimeRange(Noon, Noon + Hour)));
        Assert.Equal(new TimeInterval(Noon, Noon + Hour, Hour), await Sent(new QueryTimeRange(Noon, Hour)));
        Assert.Equal(new TimeInterval(Noon - Hour, Noon, Hour), await Sent(new QueryTimeRange(Hour, Noon)));
    }

    [Fact]
    public async Task Other_offsets_are_sent_in_utc_to_the_tick()
    {
        var start = new DateTimeOffset(2026, 5, 1, 14, 30, 0, TimeSpan.FromHours(2.5)).AddTicks(1);

        Assert.Equal(new TimeInterval(Noon.AddTicks(1), Noon + Hour, Hour - TimeSpan.FromTicks(1)), await Sent(new QueryTimeRange(start, Noon + Hour)));
    }

    [Fact]
    public void Length_follows_from_start_and_end()
    {
        var range = new QueryTimeRange(Noon, Noon + Hour);

        Assert.Equal((Noon, Noon + Hour, Hour), (range.Start!.Value, range.End!.Value, range.Duration));
        Assert.Null(new QueryTimeRange(Hour).Start);
        Assert.Null(new QueryTimeRange(Noon, Hour).End);
        Assert.Null(new QueryTimeRange(Hour, Noon).Start);
    }

    [Fact]
    public void Equality_is_of_what_is_stated()
    {
        Assert.True(new QueryTimeRange(Hour) == Hour);
        Assert.True(new QueryTimeRange(Noon, Hour) != new QueryTimeRange(Noon, Noon + Hour));
        Assert.Equal(QueryTimeRange.All, new QueryTimeRange(TimeSpan.MaxValue));
        Assert.Equal(new QueryTimeRange(Noon, Hour).GetHashCode(), new QueryTimeRange(Noon, Hour).GetHashCode());
    }

    private async Task<TimeInterval?> Sent(QueryTimeRange range)
    {
        await Logs().QueryWorkspaceAsync(WorkspaceId, "T", range);
        return Simulator.LogsCalls.Last().Time;
    }
}
