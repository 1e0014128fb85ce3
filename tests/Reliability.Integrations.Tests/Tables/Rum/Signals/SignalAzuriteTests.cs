using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Core.Rum.Signals;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum.Signals;

/// <summary>The emulator stores and answers the same as the tables in memory.</summary>
public sealed class SignalAzuriteTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    private static readonly SignalsQuery Days = new(new DateTimeOffset(2026, 1, 10, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 1, 12, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Rows_are_the_same()
    {
        var seed = Random.Shared.Next();
        var (memory, emulator) = await FillAsync(seed);
        Assert.True((await memory.RowsAsync(withRounds: true)).SequenceEqual(await emulator.RowsAsync(withRounds: true)), $"seed {seed}");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("page")]
    [InlineData("device")]
    [InlineData("errors")]
    [InlineData("score")]
    [InlineData("bots")]
    [InlineData("top")]
    public async Task Sessions_are_chosen_the_same(string filter)
    {
        var (memory, emulator) = await FillAsync(11);
        var query = filter switch
        {
            "page" => new SessionsQuery(Days) { Page = "/cart" },
            "device" => new SessionsQuery(Days) { Device = DeviceKind.Mobile },
            "errors" => new SessionsQuery(Days) { MinErrors = 3 },
            "score" => new SessionsQuery(Days) { MaxScore = 50 },
            "bots" => new SessionsQuery(Days with { Bots = BotSelection.Exclude }),
            "top" => new SessionsQuery(Days with { Top = 3 }),
            _ => new SessionsQuery(Days),
        };
        var expected = (await memory.ListAsync(query)).Select(session => session.Id).ToList();
        Assert.InRange(expected.Count, 1, filter == "none" ? 12 : 11);
        Assert.Equal(expected, (await emulator.ListAsync(query)).Select(session => session.Id));
    }

    [Fact]
    public async Task Body_beyond_64_kilobytes_is_stored_in_parts()
    {
        var tables = new TableServiceClient(azurite.ConnectionString);
        var world = await new SignalWorld(tables, suffix: Guid.NewGuid().ToString("N")[..12]).CreateAsync();
        var random = new Random(1);
        var steps = Enumerable.Range(1, 3_000).Select(session => SignalRecords.Record(
            SignalRecords.Noon,
            [.. SessionSpreads.Metrics.Select(metric => SignalRecords.Sample((ulong)session, metric, Math.Pow(10, (random.NextDouble() * 9.5) - 3)))],
            [.. Enumerable.Range(0, random.Next(1, 21)).Select(step => SignalRecords.Step((ulong)session, $"s{step}", random.Next(39_000 - (step * 1_900), 40_000 - (step * 1_900))))]));
        var funnel = new RumFunnel("long", [.. Enumerable.Range(0, 20).Select(step => $"s{step}")]);
        await world.With(funnel).ApplyAsync(new Integrations.Tables.Rum.RumRound(1, [.. steps]), CancellationToken.None);
        Assert.Equal(3_000, (await world.Reader.FunnelAsync("shop", funnel, Days, CancellationToken.None)).Sessions);
        var parts = 0;
        await foreach (var row in world.Totals.QueryAsync<TableEntity>()) parts += row.ContainsKey("Body1") ? 1 : 0;
        Assert.NotEqual(0, parts);
    }

    private async Task<(SignalWorld Memory, SignalWorld Emulator)> FillAsync(int seed)
    {
        var memory = await new SignalWorld(new InMemoryTables()).CreateAsync();
        var emulator = await new SignalWorld(new TableServiceClient(azurite.ConnectionString), suffix: Guid.NewGuid().ToString("N")[..12]).CreateAsync();
        var random = new Random(seed);
        for (var round = 1; round <= 3; round++)
        {
            var records = SignalRecords.Random(random, 10).ToArray();
            await memory.ApplyAsync(round, records);
            await emulator.ApplyAsync(round, records);
        }

        return (memory, emulator);
    }
}
