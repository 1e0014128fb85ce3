using Azure;
using Reliability.Core.Rum.Counting;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Works off the journal: into cells first, then into whatever else is kept up to date, each round exactly once.</summary>
/// <param name="reader">Reader of the journal.</param>
/// <param name="counting">Counts samples into cells.</param>
/// <param name="projections">What else is kept up to date.</param>
public sealed class RumRollup(JournalReader reader, RumCounting counting, IEnumerable<IRumProjection> projections) : IDisposable
{
    // Under load there is always something new. A run that never ended would run into the time limit of functions and hold up a shutdown.
    private const int MaxRounds = 10;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly IRumProjection[] _projections = [.. projections];

    /// <summary>Works off what is new in the journal, at most ten rounds of it; runs at once in one process take turns.</summary>
    /// <param name="cancellation">Stops before the next write; what is unfinished is finished by the next run.</param>
    /// <returns>The number of samples worked off.</returns>
    /// <exception cref="StaleReaderException">Another process does the same work: nothing is wrong, and nothing was counted twice.</exception>
    /// <exception cref="RequestFailedException">The store failed; the next run goes on.</exception>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var samples = 0L;
            for (var rounds = 0; rounds < MaxRounds && await reader.NextAsync(cancellation).ConfigureAwait(false) is { } round; rounds++)
            {
                samples += (await WorkOffAsync(round, cancellation).ConfigureAwait(false)).Samples;
                if (round.IsLast) break; // what came meanwhile is the next run's
            }

            return samples;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<RoundCount> WorkOffAsync(JournalRound round, CancellationToken cancellation)
    {
        await counting.CatchUpAsync(reader, round.Number, cancellation).ConfigureAwait(false);
        var count = await counting.CountAsync(round, cancellation).ConfigureAwait(false);
        foreach (var projection in _projections) await projection.ApplyAsync(new RumRound(round.Number, count.Records), cancellation).ConfigureAwait(false);
        await reader.CompleteAsync(new RoundNote(count.FirstNeeded, count.EncodeNote()), cancellation).ConfigureAwait(false);
        counting.Remember(count);
        return count;
    }
}
