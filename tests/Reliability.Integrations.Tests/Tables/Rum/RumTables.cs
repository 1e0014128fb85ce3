using Azure.Data.Tables;
using Reliability.Core.Numerics;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Tables.Rum;

/// <summary>The tables of real-user monitoring as one process sees them.</summary>
internal sealed class RumTables(TableServiceClient tables, TimeProvider clock, string suffix = "")
{
    private static readonly TestMeters Meters = new();

    public TableClient Journal => tables.GetTableClient($"reljournal{suffix}");

    public TableClient CellTable => tables.GetTableClient($"relcells{suffix}");

    public TableClient LabelTable => tables.GetTableClient($"rellabels{suffix}");

    public RumCells Cells => new(CellTable);

    public RumVitals Vitals => new(CellTable);

    public RumCompaction Compaction() => new(CellTable, clock);

    public async Task<RumTables> CreateAsync()
    {
        foreach (var table in new[] { Journal, CellTable, LabelTable }) await table.CreateAsync();
        return this;
    }

    public Journal OpenJournal(Func<Guid> newId) => new(Journal, new JournalOptions { Lanes = 1, LingerMilliseconds = 0 }, clock, newId, Meters);

    /// <summary>Makes the rollup of a new process.</summary>
    public RumRollup Rollup(JournalReaderOptions? options = null, params IRumProjection[] projections) =>
        new(
            new JournalReader(Journal, options ?? new JournalReaderOptions(), clock),
            new RumCounting(Cells, new RumLabels(LabelTable), new RumCountingOptions(), Meters),
            projections);

    public JournalRetention JournalRetention() => new(Journal, new JournalRetentionOptions(), clock);

    public RumRetention Retention(RumRetentionOptions? options = null) => new(CellTable, LabelTable, options ?? new RumRetentionOptions(), clock);

    public async Task AppendAsync(params RumRecord[] records)
    {
        await using var journal = OpenJournal(Guid.NewGuid);
        await Task.WhenAll(records.Select(record => journal.AppendAsync(Encode(record)))).WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Reads every cell of some sites, whatever its time.</summary>
    public async Task<Dictionary<VitalCellKey, VitalCell>> ReadCellsAsync(params string[] sites)
    {
        var cells = new Dictionary<VitalCellKey, VitalCell>();
        var (from, to) = (new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        foreach (var site in sites)
        {
            foreach (var metric in Enum.GetValues<VitalMetric>())
            {
                await foreach (var (counts, cell) in Cells.ReadAsync(site, metric, from, to, CancellationToken.None))
                    cells.Add(new VitalCellKey(site, counts.Hour, metric, counts.Dimensions), cell);
            }
        }

        return cells;
    }

    public static byte[] Encode(RumRecord record)
    {
        var writer = new RecordWriter();
        record.WriteTo(writer);
        return writer.Written.ToArray();
    }
}
