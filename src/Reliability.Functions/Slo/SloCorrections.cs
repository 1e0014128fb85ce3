using Reliability.Core.Slo.Maintenance;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Gives evaluations the corrections that they have to know.</summary>
/// <param name="configuration">The maintenance calendar of the files.</param>
/// <param name="table">All corrections there have been.</param>
public sealed class SloCorrections(ReliabilityConfiguration configuration, SloCorrectionTable table)
{
    private bool _isCalendarNoted;

    /// <summary>Reads all corrections; the first time in a process, the calendar of the files is noted before.</summary>
    /// <param name="now">Now.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed: without its corrections nothing is evaluated.</exception>
    public async Task<CorrectionBook> LoadAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (!_isCalendarNoted)
        {
            await table.NoteCalendarAsync(configuration.Maintenance, now, cancellation).ConfigureAwait(false);
            _isCalendarNoted = true;
        }

        return await table.ReadAllAsync(cancellation).ConfigureAwait(false);
    }
}
