using Microsoft.Extensions.Options;
using Reliability.Core.Slo;
using Reliability.Integrations.Configuration;
using Reliability.Integrations.Slo;

namespace Reliability.Functions.Slo;

/// <summary>Gives evaluations the corrections that they have to know.</summary>
/// <param name="configuration">The objectives, and the maintenance calendar.</param>
/// <param name="table">All corrections there have been.</param>
/// <param name="options">By which numbers objectives are judged.</param>
/// <param name="time">The clock.</param>
public sealed class SloCorrections(
    ReliabilityConfiguration configuration, SloCorrectionTable table, IOptions<SloOptions> options, TimeProvider time) : ISloCorrections
{
    private readonly SloPolicy _policy = options.Value.ToPolicy();
    private bool _isCalendarNoted;

    /// <summary>Reads what is known now, by the name of the objective; the first time in a process, the calendar of the files is noted before.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Azure.RequestFailedException">Storage failed: without its corrections nothing is evaluated.</exception>
    public async Task<ILookup<string, SloCorrection>> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!_isCalendarNoted)
        {
            await table.NoteCalendarAsync(configuration.Maintenance, now, cancellation).ConfigureAwait(false);
            _isCalendarNoted = true;
        }

        var book = await table.ReadAllAsync(cancellation).ConfigureAwait(false);
        return configuration.Slos
            .SelectMany(slo => book
                .For(slo, SloEvaluator.NeedsFrom(slo, now, _policy), slo.Window.At(now).End, now)
                .Select(correction => (slo.Name, Correction: correction)))
            .ToLookup(each => each.Name, each => each.Correction, StringComparer.Ordinal);
    }
}
