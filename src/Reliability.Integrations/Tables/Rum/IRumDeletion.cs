using Azure;

namespace Reliability.Integrations.Tables.Rum;

/// <summary>Something that keeps rows made of beacons, and can delete those of a site or a session.</summary>
/// <remarks>
/// Safe to repeat, and beside a running rollup: a round that was half written is written again. What the journal holds and no round has
/// read yet is counted after the deletion.
/// </remarks>
public interface IRumDeletion
{
    /// <summary>Deletes a site's rows.</summary>
    /// <param name="site">An RFC 1123 label.</param>
    /// <param name="cancellation">Stops before the next write; repeat to finish.</param>
    /// <exception cref="RequestFailedException">The store failed; repeat to finish.</exception>
    Task DeleteSiteAsync(string site, CancellationToken cancellation);

    /// <summary>Deletes a session's rows; nothing for what keeps none.</summary>
    /// <param name="site">An RFC 1123 label.</param>
    /// <param name="session">Hash of the session's id.</param>
    /// <param name="cancellation">Stops before the next write; repeat to finish.</param>
    /// <exception cref="RequestFailedException">The store failed; repeat to finish.</exception>
    Task DeleteSessionAsync(string site, ulong session, CancellationToken cancellation);
}
