using System.Text.Json.Nodes;
using Reliability.Core.Slo;
using Reliability.Integrations.AzureMonitor;
using Reliability.Simulators.AzureMonitor;

namespace Reliability.Integrations.Tests.AzureMonitor;

public sealed class LogsTableReaderTests : AzureMonitorTest
{
    private const string First = "2026-05-01T11:00:00Z";

    [Theory]
    [InlineData("total", "real", "\"NaN\"", "Row 2, column 'total': is NaN; a count must be a number.")]
    [InlineData("total", "long", "null", "Row 2, column 'total': is empty; a count must be a number.")]
    [InlineData("total", "long", "-1", "Row 2, column 'total': is -1; a count must not be negative.")]
    [InlineData("total", "real", "\"Infinity\"", "Row 2, column 'total': is Infinity, beyond what is counted.")]
    [InlineData("total", "real", "1e300", "Row 2, column 'total': is 1E+300, beyond what is counted.")]
    [InlineData("total", "string", "\"5\"", "The column 'total' has type string; it must be long, int, real or decimal.")]
    [InlineData("Total", "long", "5", "The query has no column 'total'; it has bin, good, Total.")]
    public async Task Wrong_counts_are_refused_by_row_and_column(string name, string type, string cell, string message) =>
        Assert.Equal(message, await RejectionOf(("bin", "datetime"), (name, type), "2026-05-01T11:01:00Z", JsonNode.Parse(cell)));

    [Theory]
    [InlineData("bin", "datetime", First, "Row 2, column 'bin': is 2026-05-01T11:00:00Z, as in another row: summarize by bin only.")]
    [InlineData("bin", "datetime", "2026-05-01T11:00:30.5Z", "Row 2, column 'bin': is 2026-05-01T11:00:30.5Z, which is no start of 1 minutes; write e.g. bin=bin(TimeGenerated, 1m).")]
    [InlineData("bin", "datetime", "2026-05-01T12:00:00Z", "Row 2, column 'bin': is 2026-05-01T12:00:00Z, which was not asked for: a bin is as long as the granularity, and its time that of TimeGenerated.")]
    [InlineData("bin", "datetime", "2026-05-01T10:59:00Z", "Row 2, column 'bin': is 2026-05-01T10:59:00Z, which was not asked for: a bin is as long as the granularity, and its time that of TimeGenerated.")]
    [InlineData("bin", "datetime", null, "Row 2, column 'bin': is empty.")]
    [InlineData("bin", "string", First, "The column 'bin' has type string; it must be datetime.")]
    [InlineData("TimeGenerated", "datetime", First, "The query has no column 'bin'; it has TimeGenerated, good, total.")]
    public async Task Wrong_bins_are_refused_by_row(string name, string type, string? bin, string message) =>
        Assert.Equal(message, await RejectionOf((name, type), ("total", "long"), bin, 5L));

    [Fact]
    public async Task Cells_that_are_not_of_the_type_of_their_column_are_a_broken_answer()
    {
        Finds(("bin", "datetime"), ("total", "long"), "2026-05-01T11:01:00Z", "five");

        await Assert.ThrowsAsync<AzureMonitorUnavailableException>(() => ReadAsync(Logs(), Indicator()));
    }

    [Fact]
    public async Task Decimals_are_read_exactly()
    {
        Finds(("bin", "datetime"), ("total", "decimal"), "2026-05-01T11:01:00Z", 5.000000000000000001m);

        Assert.Equal(5.000000000000000001m, (await ReadAsync(Logs(), Indicator()))[1].Total);
    }

    private async Task<string> RejectionOf((string, string) bin, (string, string) total, string? secondBin, object? secondTotal)
    {
        Finds(bin, total, secondBin, secondTotal);
        return (await Assert.ThrowsAsync<AzureMonitorRejectedException>(() => ReadAsync(Logs(), Indicator()))).Message;
    }

    private void Finds((string, string) bin, (string, string) total, string? secondBin, object? secondTotal)
    {
        var isText = total.Item2 == "string";
        Simulator.Logs = _ => new LogsReply(new SimulatedTable(
            [bin, ("good", "long"), total], [[First, 1L, isText ? "1" : total.Item2 == "decimal" ? 1m : 1L], [secondBin, 1L, secondTotal]]));
    }

    private RatioIndicator Indicator()
    {
        var source = new MetricSource("azure-monitor-logs", new Dictionary<string, string> { ["query"] = "q" }) { Connection = Connection };
        return new RatioIndicator(source, source, CountsBad: false);
    }
}
