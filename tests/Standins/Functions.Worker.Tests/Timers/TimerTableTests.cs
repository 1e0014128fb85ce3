using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker.Standalone;
using Reliability.Testing;

namespace Functions.Worker.Tests.Timers;

/// <summary>The storage protocol under the leases, on the real emulator.</summary>
[Trait("Kind", "Integration")]
public sealed class TimerTableTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TimerTable _table = new(new TableServiceClient(azurite.ConnectionString), "timers");

    [Fact]
    public async Task A_row_comes_back_as_it_was_stored()
    {
        string name = Guid.NewGuid().ToString("N");
        TimerRow created = await _table.ReadAsync(name, new TimerRow { DoneThrough = Now }, default);
        TimerRow full = created with
        {
            Owner = "host:1:a", Fence = 7, Renewals = 3, DoneThrough = Now.AddTicks(1), Last = Now.AddHours(1), Next = Now.AddHours(2), LastUpdated = Now.AddHours(3),
        };
        TimerRow stored = (await _table.ReplaceAsync(name, full, default))!;
        Assert.Equal(full with { ETag = stored.ETag }, stored);
        Assert.Equal(stored, await _table.ReadAsync(name, new TimerRow(), default));
        TimerRow emptied = (await _table.ReplaceAsync(name, created with { ETag = stored.ETag }, default))!;
        Assert.Null(emptied.Last);
        Assert.Equal(emptied, await _table.ReadAsync(name, new TimerRow(), default));
    }

    [Fact]
    public async Task Of_two_writers_of_one_version_one_wins()
    {
        string name = Guid.NewGuid().ToString("N");
        TimerRow seen = await _table.ReadAsync(name, new TimerRow { DoneThrough = Now }, default);
        TimerRow?[] written = await Task.WhenAll(
            _table.ReplaceAsync(name, seen with { Owner = "one" }, default), _table.ReplaceAsync(name, seen with { Owner = "other" }, default));
        TimerRow winner = Assert.Single(written, row => row is not null)!;
        Assert.Equal(winner, await _table.ReadAsync(name, new TimerRow(), default));
    }
}
