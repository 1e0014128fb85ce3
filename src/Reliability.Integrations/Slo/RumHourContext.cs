using Reliability.Core.Rum;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;
using Reliability.Integrations.Tables.Rum;

namespace Reliability.Integrations.Slo;

/// <summary>Tells which pages and devices had the bad samples of an hour, of objectives on web vitals.</summary>
/// <param name="cells">The stored cells.</param>
public sealed class RumHourContext(RumCells cells) : IHourContext
{
    private const int MostPages = 3;
    private const int MostDevices = 1;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HourCircumstance>> LookAsync(
        ServiceLevelObjective slo, IReadOnlyList<SloCorrection> corrections, DrainedHour hour, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(slo);
        ArgumentNullException.ThrowIfNull(hour);
        var (pages, devices) = (new LabelCounts("page"), new LabelCounts("device"));
        foreach (var indicator in slo.Members.Select(member => member.Indicator).OfType<RatioIndicator>().Where(ratio => ratio.Total.Type == "rum"))
        {
            var (total, part) = (RumSelection.FromSpec(indicator.Total.Spec), RumSelection.FromSpec(indicator.Part.Spec));
            await foreach (var cell in cells.ReadCountsAsync(total.Site, total.Metric, hour.Start, hour.Start + hour.Length, cancellation).ConfigureAwait(false))
            {
                if (!total.Matches(cell.Dimensions))
                    continue;
                var counts = new VitalRatingCounts(cell.Good, cell.NeedsImprovement, cell.Poor);
                var (all, some) = (total.Count(counts), part.Matches(cell.Dimensions) ? part.Count(counts) : 0);
                var bad = indicator.CountsBad ? some : all - some;
                pages.Add(cell.Dimensions.Page, bad, all);
                devices.Add(cell.Dimensions.Device.Name(), bad, all);
            }
        }

        return [.. pages.Worst(MostPages), .. devices.Worst(MostDevices)];
    }

    private sealed class LabelCounts(string kind)
    {
        private readonly Dictionary<string, (long Bad, long Total)> _counts = new(StringComparer.Ordinal);

        public void Add(string label, long bad, long total)
        {
            var (badBefore, totalBefore) = _counts.GetValueOrDefault(label);
            _counts[label] = (badBefore + bad, totalBefore + total);
        }

        public IReadOnlyList<HourCircumstance> Worst(int count) => HourCircumstance.Worst(
            _counts.Select(each => new HourCircumstance(kind, each.Key, each.Value.Bad, each.Value.Total)), count);
    }
}
