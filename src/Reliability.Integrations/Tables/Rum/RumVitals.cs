using Azure;
using Azure.Data.Tables;
using Reliability.Core.Rum;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Answers questions about vitals: from sums of whole days where these are right, from hours elsewhere, with the same result to the bit.</summary>
/// <param name="table">The table of cells.</param>
public sealed class RumVitals(TableClient table)
{
    private const int MaxReadsAtOnce = 16;

    private static readonly DimensionSet OfHours = DimensionSet.All[^1];

    private readonly RumSums _sums = new(table);

    /// <summary>Adds the cells that a query asks for to its groups.</summary>
    /// <param name="site">Name of the site.</param>
    /// <param name="groups">The groups; they tell the query.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A stored cell cannot be read.</exception>
    /// <exception cref="RequestFailedException">The store failed.</exception>
    public async Task AddAsync(string site, VitalGroups groups, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var query = groups.Query;
        var days = AskedDays(query);
        var gate = new SemaphoreSlim(MaxReadsAtOnce);
        var sums = ReadSumsAsync(site, query, gate, cancellation);
        var versions = await Task.WhenAll(days.Select(day => GatedAsync(gate, () => RumCellWriter.ReadVersionsAsync(table, PartitionOf(day), cancellation), cancellation))).ConfigureAwait(false);
        var chunks = await sums.ConfigureAwait(false);
        var rest = new List<Task>();
        foreach (var (day, (now, _)) in days.Zip(versions))
        {
            var ready = Usable(chunks, day, now);
            foreach (var entry in (ready ?? []).SelectMany(chunk => chunk.Entries)) Add(entry, groups);
            var read = ready is null ? new HourVersions() : ready[0].Versions;
            var hours = Enumerable.Range(0, HourVersions.Hours).Where(hour => day.Asks(hour) && now[hour] != 0 && read[hour] == 0).ToHashSet();
            rest.AddRange(RangesOf(hours, query.Page).Select(range => GatedAsync(
                gate, () => ReadHoursAsync(PartitionOf(day), range, hours, groups, cancellation), cancellation)));
        }

        await Task.WhenAll(rest).ConfigureAwait(false);

        string PartitionOf(AskedDay day) => RumCellKeys.PartitionKey(site, query.Metric, day.Start);
    }

    private static List<AskedDay> AskedDays(VitalsQuery query)
    {
        var days = new List<AskedDay>();
        for (var start = new DateTimeOffset(query.From.UtcDateTime.Date, TimeSpan.Zero); start < query.To; start = start.AddDays(1))
            days.Add(new AskedDay(start, query.From, query.To));
        return days;
    }

    // The sums of a day are of use when every chunk is there, made of the same hours, all of them asked for and as they were.
    private static List<DaySums>? Usable(Dictionary<DateTimeOffset, DaySums>[] chunks, AskedDay day, HourVersions now)
    {
        var found = new List<DaySums>();
        foreach (var chunk in chunks)
        {
            if (!chunk.TryGetValue(day.Start, out var sums) || (found.Count > 0 && !sums.Versions.AreSameAs(found[0].Versions))) return null;
            found.Add(sums);
        }

        return found[0].Versions.AreStillIn(now) && found[0].Versions.AreSameAs(found[0].Versions.Only(day.Asks)) ? found : null;
    }

    private Task<Dictionary<DateTimeOffset, DaySums>[]> ReadSumsAsync(string site, VitalsQuery query, SemaphoreSlim gate, CancellationToken cancellation)
    {
        var set = DimensionSet.For(query.Needed);
        var partition = RumCellKeys.SumsPartition(site, query.Metric, set);
        var chunks = query.Page is null ? Enumerable.Range(0, set.Chunks) : [set.ChunkOf(query.Page)];
        return Task.WhenAll(chunks.Select(chunk => GatedAsync(
            gate, () => _sums.ReadAsync(partition, chunk, query.From, query.To.AddTicks(-1), cancellation), cancellation)));
    }

    // Cells that had no room in their chunk are under "other" in that chunk, whatever chunk "other" itself belongs to.
    private static IEnumerable<(string First, string Last)> RangesOf(HashSet<int> hours, string? page)
    {
        if (hours.Count == 0) return [];
        if (page is null or LabelCatalogue.Other) return [(RumCellKeys.HourPrefix(hours.Min()), RumCellKeys.HourPrefix(hours.Max()) + "~")];
        var chunk = OfHours.ChunkOf(page);
        return hours.Order().Select(hour => (RumCellKeys.ChunkPrefix(hour, chunk), RumCellKeys.ChunkPrefix(hour, chunk) + "~"));
    }

    private async Task<int> ReadHoursAsync(
        string partition, (string First, string Last) range, HashSet<int> hours, VitalGroups groups, CancellationToken cancellation)
    {
        var cells = 0;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {range.First} and RowKey lt {range.Last}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
        {
            if (!hours.Contains(RumCellKeys.PlaceOf(row.RowKey).Hour)) continue;
            foreach (var entry in PackColumns.Read(row, withSketches: true))
            {
                Add(entry, groups);
                cells++;
            }
        }

        return cells;
    }

    private static void Add(PackEntry entry, VitalGroups groups)
    {
        lock (groups)
        {
            if (groups.SumOf(entry.Dimensions) is { } sum) entry.AddTo(sum);
        }
    }

    private static async Task<T> GatedAsync<T>(SemaphoreSlim gate, Func<Task<T>> read, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await read().ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed record AskedDay(DateTimeOffset Start, DateTimeOffset From, DateTimeOffset To)
    {
        public bool Asks(int hour) => Start.AddHours(hour) >= From && Start.AddHours(hour) < To;
    }
}
