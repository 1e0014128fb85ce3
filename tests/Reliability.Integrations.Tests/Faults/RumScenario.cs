using Azure;
using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tables.Rum;
using Reliability.Integrations.Tests.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Faults;

/// <summary>A day in the life of the journal and the rollup, lived with faults; then what was counted is compared with what was acknowledged.</summary>
/// <remarks>Each record has one sample on a page of its own, which tells whether it was counted, and one in a cell that all share, in
/// another partition: there a transaction only updates, and no conflict over a new row covers up for a missing guard. A third is a report
/// of a measurement that others report too, at other times, out of other hours and pages. Every fourth record is a copy of the one before.</remarks>
internal sealed class RumScenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Sites = ["shop", "blog"];

    private readonly Func<TableServiceClient> _newProcess;
    private readonly FakeTimeProvider _clock;
    private readonly string _suffix;
    private readonly string _context;
    private readonly JournalReaderOptions _options;
    private readonly List<RumRecord> _records = [];
    private readonly HashSet<int> _acknowledged = [];
    private readonly Writer[] _writers;
    private readonly Reader[] _readers;
    private int _ids;
    private int _rollups;

    /// <summary>Prepares a scenario.</summary>
    /// <param name="newProcess">Connects another process to the store.</param>
    /// <param name="clock">Moved on by the scenario.</param>
    /// <param name="context">What to print when an assertion fails.</param>
    /// <param name="suffix">Ends the names of the tables.</param>
    /// <param name="options">Bounds of rounds.</param>
    public RumScenario(Func<TableServiceClient> newProcess, FakeTimeProvider clock, string context, string suffix = "", JournalReaderOptions? options = null)
    {
        (_newProcess, _clock, _context, _suffix, _options) = (newProcess, clock, context, suffix, options ?? new JournalReaderOptions());
        _writers = [new Writer(), new Writer()];
        _readers = [.. Enumerable.Range(0, 3).Select(_ => new Reader())];
    }

    public int Acknowledged => _acknowledged.Count;

    /// <summary>Gets or sets what cancels rollups and retention.</summary>
    public CancellationToken Cancellation { get; set; }

    public RumTables NewProcess(out TableServiceClient process) => new(process = _newProcess(), _clock, _suffix);

    /// <summary>Two writers and a rollup; partitions are changed, closed and in the end deleted.</summary>
    public async Task RunAsync()
    {
        for (var i = 0; i < 4; i++) await AppendAsync(i % 2);
        await RollUpAsync();
        await AppendAsync(0);
        _clock.Advance(TimeSpan.FromMinutes(70));
        await AppendAsync(0);
        await AppendAsync(1);
        await RollUpAsync();
        _clock.Advance(TimeSpan.FromHours(4));
        await RollUpAsync();
        await AppendAsync(1);
        await RollUpAsync();
        _clock.Advance(TimeSpan.FromDays(8));
        await RollUpAsync();
        await TryAsync(tables => tables.JournalRetention().RunAsync(Cancellation));
    }

    /// <summary>Appends a record through a writer, which is started again if it is dead.</summary>
    public async Task AppendAsync(int writer)
    {
        var record = NewRecord();
        var journal = await _writers[writer].JournalAsync(Start);
        try
        {
            await journal.AppendAsync(RumTables.Encode(record)).WaitAsync(Patience);
            _acknowledged.Add(_records.IndexOf(record));
        }
        catch (JournalUnavailableException)
        {
            // Not acknowledged: it may be counted, once, or not.
        }
    }

    /// <summary>Rolls up in one process after the other, and now and then in one that remembers nothing.</summary>
    public Task RollUpAsync() => RollUpAsync(_rollups++ % 4);

    /// <summary>Rolls up in a process of its own.</summary>
    /// <param name="process">0 to 2 for one that remembers, unless it crashed; another number for a new one.</param>
    public async Task RollUpAsync(int process)
    {
        if (process >= _readers.Length)
        {
            await TryAsync(tables => tables.Rollup(_options).RunAsync(Cancellation));
            return;
        }

        var reader = _readers[process];
        if (reader.Rollup is null || reader.Process is InMemoryTables { HasCrashed: true })
            reader.Rollup = NewProcess(out reader.Process).Rollup(_options);
        await TryAsync(_ => reader.Rollup.RunAsync(Cancellation));
    }

    /// <summary>Ends the writers; with a store that works again, counts what is left and closes and deletes all partitions.</summary>
    public async Task FinishAsync()
    {
        foreach (var writer in _writers) await writer.StopAsync();
        var tables = NewProcess(out _);
        foreach (var wait in new[] { TimeSpan.Zero, TimeSpan.FromHours(5), TimeSpan.FromDays(8) })
        {
            _clock.Advance(wait);
            await tables.Rollup(_options).RunAsync(CancellationToken.None);
            await tables.JournalRetention().RunAsync(CancellationToken.None);
        }
    }

    /// <summary>Asserts the promise.</summary>
    public async Task AssertAsync()
    {
        var tables = NewProcess(out _);
        var cells = await tables.ReadCellsAsync(Sites);
        var counted = new List<RumRecord>();
        foreach (var copies in _records.Select((record, i) => (Record: record, IsAcknowledged: _acknowledged.Contains(i))).GroupBy(sent => sent.Record.Samples[0].Dimensions.Page))
        {
            var count = cells.Where(cell => cell.Key.Dimensions.Page == copies.Key).Sum(cell => cell.Value.Count);
            var isAcknowledged = copies.Any(sent => sent.IsAcknowledged);
            Assert.True(count == 1 || (count == 0 && !isAcknowledged), $"{_context}: {copies.Key}, acknowledged: {isAcknowledged}, was counted {count} times.");
            if (count == 1) counted.Add(copies.First().Record);
        }

        ExpectedCells.AssertSame(ExpectedCells.Of(counted), cells, _context);
        var left = new List<string>();
        await foreach (var row in tables.Journal.QueryAsync<TableEntity>()) left.Add($"{row.PartitionKey} {row.RowKey}");
        Assert.True(left.All(row => row == "checkpoint checkpoint" || row.StartsWith("rounds ", StringComparison.Ordinal)), $"{_context}: the journal still holds {string.Join(", ", left)}.");
    }

    private async Task TryAsync(Func<RumTables, Task<long>> work)
    {
        try
        {
            await work(NewProcess(out _));
        }
        catch (Exception e) when (e is StaleReaderException or RequestFailedException or AggregateException or SimulatedCrashException or OperationCanceledException)
        {
            // What a timer function logs; its next run is another process.
        }
    }

    private Journal Start(out TableServiceClient process) => NewProcess(out process).OpenJournal(() => new Guid(Interlocked.Increment(ref _ids), 0, 0, new byte[8]));

    // Spread over two sites, two days and three hours, but so that rounds in a row often meet in one cell. All come in within half an
    // hour: measurements are reported again out of other hours, and not in the order of their values or times.
    private RumRecord NewRecord()
    {
        var i = _records.Count;
        var isCopy = i % 4 == 3;
        if (isCopy) i--;
        var at = new DateTimeOffset(2026, 1, 2, 0, 10, 0, TimeSpan.Zero).AddMinutes(i / 3 % 3 * 8).AddSeconds(i);
        VitalSample Sample(VitalMetric metric, string page, int id, int hoursAgo) =>
            new(metric, 1_000 + (i * 700), (ulong)id, new VitalDimensions(page, DeviceKind.Mobile, ConnectionKind.FourG, "1")) { AgeSeconds = hoursAgo * 3_600 };
        var record = new RumRecord(
            Sites[i % 5 / 4],
            at,
            [
                Sample(VitalMetric.LCP, $"/page/{i}", 1 + i, i / 3 % 3),
                Sample(VitalMetric.INP, "/", 0, i / 3 % 3),
                Sample(VitalMetric.FCP, $"/shared/{i % 2}", 1_000 + (i % 2), i * 2_711 % 4),
            ])
        {
            IdempotencyHash = i % 4 == 2 ? (ulong)i : 0,
            Weight = 1_000 * (1 + (i % 2)),
        };
        if (isCopy) record = record with { ReceivedAt = at.AddSeconds(1), Samples = [.. record.Samples.Select(sample => sample with { AgeSeconds = sample.AgeSeconds + 1 })] };
        _records.Add(record);
        return record;
    }

    private delegate Journal StartJournal(out TableServiceClient process);

    private sealed class Writer
    {
        private Journal? _journal;
        private TableServiceClient? _process;

        public async Task<Journal> JournalAsync(StartJournal start)
        {
            if (_process is InMemoryTables { HasCrashed: true }) await StopAsync();
            return _journal ??= start(out _process);
        }

        public async Task StopAsync()
        {
            if (_journal is not null) await _journal.DisposeAsync().AsTask().WaitAsync(Patience);
            _journal = null;
        }
    }

    private sealed class Reader
    {
        public RumRollup? Rollup;
        public TableServiceClient? Process;
    }
}
