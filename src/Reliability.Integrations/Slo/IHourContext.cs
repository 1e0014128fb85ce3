using Reliability.Core.Slo;
using Reliability.Core.Slo.Reports;

namespace Reliability.Integrations.Slo;

/// <summary>Tells what was going on in an hour that spent budget.</summary>
public interface IHourContext
{
    /// <summary>Looks at an hour.</summary>
    /// <param name="slo">Whose budget was spent.</param>
    /// <param name="corrections">The corrections of the objective.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it found, the worst first; empty when it knows nothing about such an objective.</returns>
    Task<IReadOnlyList<HourCircumstance>> LookAsync(
        ServiceLevelObjective slo, IReadOnlyList<SloCorrection> corrections, DrainedHour hour, CancellationToken cancellation);
}
