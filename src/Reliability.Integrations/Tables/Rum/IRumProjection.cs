using Azure;
using Reliability.Core.Rum;
using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Something that is kept up to date from what the journal holds, each round exactly once.</summary>
public interface IRumProjection
{
    /// <summary>Adds a round; safe to repeat with the same round, which rows that bear its number skip.</summary>
    /// <param name="round">What came in.</param>
    /// <param name="cancellation">Stops before the next write; the round is repeated later.</param>
    /// <exception cref="StaleReaderException">A later round was written, or another process is writing this one: stop.</exception>
    /// <exception cref="RequestFailedException">The store failed; repeat the round.</exception>
    Task ApplyAsync(RumRound round, CancellationToken cancellation);
}

/// <summary>A round of the journal, without what was sent twice under one <c>Idempotency-Key</c>.</summary>
/// <param name="Number">Number of the round, greater than that of every earlier one.</param>
/// <param name="Records">What came in.</param>
public sealed record RumRound(long Number, IReadOnlyList<RumRecord> Records);
