using Azure;
using Azure.Data.Tables;
using Reliability.Core.Rum;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Adds up the hours of a day beforehand, by the dimensions of <see cref="DimensionSet.All"/>.</summary>
/// <remarks>
/// <para>Only queries get faster by it: they compare the versions that sums were made of with those of the hours, and read the hours
/// of a day whose sums are not right. So a run may end anywhere, and several may run at once.</para>
/// <para>An hour is added when it is over and did not change between two runs. One that late samples touch now and then is left to
/// queries until it is quiet: it would make the sums of its day wrong each time.</para>
/// </remarks>
/// <param name="table">The table of cells.</param>
/// <param name="time">Clock that tells which hours are over.</param>
public sealed class RumCompaction(TableClient table, TimeProvider time)
{
    // What is left waits for the next run, which is a minute later.
    private const int MaxDaysPerRun = 1_000;

    private readonly RumSums _sums = new(table);
    private Dictionary<string, HourVersions> _seen = [];

    /// <summary>Adds up what is due.</summary>
    /// <param name="cancellation">Stops before the next write.</param>
    /// <returns>The number of days of a site and metric that were added up.</returns>
    /// <exception cref="RequestFailedException">The store failed; the next run goes on.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (built, seen) = (0, new Dictionary<string, HourVersions>());
        await foreach (var mark in DueAsync(cancellation).ConfigureAwait(false))
        {
            if (built == MaxDaysPerRun) break;
            if (await CompactAsync(mark, seen, cancellation).ConfigureAwait(false)) built++;
        }

        _seen = seen;
        return built;
    }

    private AsyncPageable<TableEntity> DueAsync(CancellationToken cancellation) =>
        table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {RumCellKeys.DuePartition}"), cancellationToken: cancellation);

    private async Task<bool> CompactAsync(TableEntity mark, Dictionary<string, HourVersions> seen, CancellationToken cancellation)
    {
        var partition = mark.RowKey;
        var (site, metric, day) = RumCellKeys.ParsePartitionKey(partition);
        var (now, _) = await RumCellWriter.ReadVersionsAsync(table, partition, cancellation).ConfigureAwait(false);
        var before = _seen.GetValueOrDefault(partition) ?? new HourVersions();
        seen.Add(partition, now);
        var wanted = now.Only(hour => day.AddHours(hour + 1) <= time.GetUtcNow() && before[hour] == now[hour]);

        // The last set to be written tells of all of them.
        var made = await _sums.ReadVersionsAsync(RumCellKeys.SumsPartition(site, metric, DimensionSet.All[^1]), day, cancellation).ConfigureAwait(false);
        var next = made.AreStillIn(now) ? now.Only(hour => wanted[hour] != 0 || made[hour] != 0) : wanted;
        var isDue = !next.AreNone && !next.AreSameAs(made);
        if (isDue && !await MakeAsync(site, metric, day, next, cancellation).ConfigureAwait(false)) return false;
        if ((isDue ? next : made).AreSameAs(now) && day.AddDays(1) <= time.GetUtcNow()) await UnmarkAsync(mark, cancellation).ConfigureAwait(false);
        return isDue;
    }

    // False when the hours changed meanwhile: what was read may be from before and after.
    private async Task<bool> MakeAsync(string site, VitalMetric metric, DateTimeOffset day, HourVersions versions, CancellationToken cancellation)
    {
        var partition = RumCellKeys.PartitionKey(site, metric, day);
        var cells = new Dictionary<VitalDimensions, VitalCell>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {RumCellKeys.Versions}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
        {
            if (versions[RumCellKeys.PlaceOf(row.RowKey).Hour] == 0) continue;
            foreach (var entry in PackColumns.Read(row, withSketches: true)) entry.AddTo(SumOf(cells, entry.Dimensions));
        }

        var (after, _) = await RumCellWriter.ReadVersionsAsync(table, partition, cancellation).ConfigureAwait(false);
        if (!versions.AreStillIn(after)) return false;
        foreach (var set in DimensionSet.All)
        {
            var sums = new Dictionary<VitalDimensions, VitalCell>();
            foreach (var (dimensions, cell) in cells) SumOf(sums, set.Project(dimensions)).Merge(cell);
            await _sums.WriteAsync(
                RumCellKeys.SumsPartition(site, metric, set), set, day, versions, sums.Select(pair => PackEntry.Of(pair.Key, pair.Value)), cancellation).ConfigureAwait(false);
        }

        return true;
    }

    private static VitalCell SumOf(Dictionary<VitalDimensions, VitalCell> cells, VitalDimensions dimensions)
    {
        if (!cells.TryGetValue(dimensions, out var sum)) cells.Add(dimensions, sum = new VitalCell());
        return sum;
    }

    // A day that changes after its versions were read is marked again after that, so its mark is no longer the one that was read.
    private async Task UnmarkAsync(TableEntity mark, CancellationToken cancellation)
    {
        try
        {
            await table.DeleteEntityAsync(mark.PartitionKey, mark.RowKey, mark.ETag, cancellation).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Marked again, or taken off by another run.
        }
    }
}
