using System.Globalization;
using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;

namespace Reliability.Integrations.Slo;

/// <summary>Tells which corrections touch an hour.</summary>
public sealed class CorrectionHourContext : IHourContext
{
    private const int Most = 3;

    /// <inheritdoc/>
    public Task<IReadOnlyList<HourCircumstance>> LookAsync(
        ServiceLevelObjective slo, IReadOnlyList<SloCorrection> corrections, DrainedHour hour, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(corrections);
        ArgumentNullException.ThrowIfNull(hour);
        return Task.FromResult<IReadOnlyList<HourCircumstance>>(
        [
            .. corrections.Where(each => each.From < hour.Start + hour.Length && each.To > hour.Start)
                .OrderBy(each => each.From)
                .Take(Most)
                .Select(each => new HourCircumstance("correction", TextOf(each), null, null)),
        ]);
    }

    private static string TextOf(SloCorrection correction) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(correction.Effect == CorrectionEffect.Good ? "good" : "exclude")} from {correction.From.UtcDateTime:yyyy-MM-dd HH:mm} to {correction.To.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
}
