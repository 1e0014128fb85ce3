using Azure;
using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;
using Reliability.Integrations.Tests.Tables.Rum;
using Reliability.Testing;

namespace Reliability.Integrations.Tests.Faults;

/// <summary>A day in the life of the journal and the rollup, lived with faults; then what was counted is compared with what was acknowledged.</summary>
/// <remarks>Each record has one sample on a page of its own, which tells whether it was counted, and one in a cell that all share, in
/// another partition: there a transaction only updates, and no conflict over a new row covers up for a missing guard.</remarks>
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
    private int _ids;

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

    public Task RollUpAsync() => TryAsync(tables => tables.Rollup(_options).RunAsync(Cancellation));

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
        for (var i = 0; i < _records.Count; i++)
        {
            var page = _records[i].Samples[0].Dimensions.Page;
            var count = cells.Where(cell => cell.Key.Dimensions.Page == page).Sum(cell => cell.Value.Count);
            Assert.True(count == 1 || (count == 0 && !_acknowledged.Contains(i)), $"{_context}: record {i}, acknowledged: {_acknowledged.Contains(i)}, was counted {count} times.");
            if (count == 1) counted.Add(_records[i]);
        }

        RumTables.AssertSame(RumTables.Compute(counted), cells, _context);
        var left = new List<string>();
        await foreach (var row in tables.Journal.QueryAsync<TableEntity>()) left.Add($"{row.PartitionKey} {row.RowKey}");
        Assert.True(left.All(row => row == "checkpoint checkpoint"), $"{_context}: the journal still holds {string.Join(", ", left)}.");
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

    // Spread over two sites, two days and three hours, but so that rounds in a row often meet in one cell.
    private RumRecord NewRecord()
    {
        var i = _records.Count;
        var at = new DateTimeOffset(2026, 1, 1, 22, 30, 0, TimeSpan.Zero).AddHours(i / 3 % 3);
        VitalSample Sample(VitalMetric metric, string page) => new(metric, 1_000 + (i * 700), (ulong)i, new VitalDimensions(page, DeviceKind.Mobile, ConnectionKind.FourG, "1"));
        var record = new RumRecord(Sites[i % 5 / 4], at, [Sample(VitalMetric.LCP, $"/page/{i}"), Sample(VitalMetric.INP, "/")]);
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
}
