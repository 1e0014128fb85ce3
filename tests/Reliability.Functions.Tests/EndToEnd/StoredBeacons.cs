using Azure.Data.Tables;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Functions.Tests.EndToEnd;

/// <summary>What the cells hold, read off storage without the suite.</summary>
internal sealed class StoredBeacons
{
    private readonly Dictionary<Beacon, long> _counts = [];
    private readonly List<string> _wrong = [];

    /// <summary>Gets the number of samples of all beacons.</summary>
    public long Total => _counts.Values.Sum();

    /// <summary>Reads the cells of a site.</summary>
    public static async Task<StoredBeacons> ReadAsync(string storage, string site = "shop")
    {
        var stored = new StoredBeacons();
        var cells = new RumCells(new TableClient(storage, TableNames.RumCells));
        var now = TimeProvider.System.GetUtcNow();
        foreach (var metric in Beacon.Metrics)
        {
            await foreach (var (counts, cell) in cells.ReadAsync(site, metric, now.AddHours(-3), now.AddHours(3), CancellationToken.None))
                stored.Add(metric, counts.Dimensions, cell);
        }

        return stored;
    }

    /// <summary>Checks that what was answered is counted once, what was not at most once, and nothing else, each rated as it is.</summary>
    /// <returns>How many are counted though they were not answered.</returns>
    public int AssertExact(Load load, int seed)
    {
        Assert.True(load.Unexpected.Count == 0, $"seed {seed}: unexpected answers:\n{string.Join('\n', load.Unexpected.Take(5))}");
        var rest = new Dictionary<Beacon, long>(_counts);
        var lost = load.Answered.Count(number => !rest.Remove(Beacon.Of(number)));
        var unanswered = load.Uncertain.Count(number => rest.Remove(Beacon.Of(number)));
        var doubled = _counts.Count(pair => pair.Value != 1);
        Assert.True(
            lost == 0 && doubled == 0 && rest.Count == 0 && _wrong.Count == 0,
            $"seed {seed}: of {load.Answered.Count} answered {lost} lost, {doubled} counted more than once, {rest.Count} never sent, wrong: {string.Join("; ", _wrong.Take(5))}");
        return unanswered;
    }

    private void Add(VitalMetric metric, VitalDimensions dimensions, VitalCell cell)
    {
        if (cell.Sketch.Level != 0 || cell.Sketch.ZeroCount != 0) _wrong.Add($"{metric} {dimensions} has a coarse sketch");
        var rated = new long[3];
        foreach (var (bin, count) in cell.Sketch.Bins(level: 0))
        {
            var beacon = new Beacon(metric, dimensions.Page, dimensions.Device, bin);
            _counts[beacon] = _counts.GetValueOrDefault(beacon) + count;
            rated[(int)VitalThresholds.For(metric).Rate(beacon.Value)] += count;
        }

        long[] told = [cell.Good, cell.NeedsImprovement, cell.Poor];
        if (!rated.SequenceEqual(told)) _wrong.Add($"{metric} {dimensions}: rated {string.Join('/', told)}, are {string.Join('/', rated)}");
    }
}
